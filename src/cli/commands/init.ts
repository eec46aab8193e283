/** `migrate-lint init`: a folder for migrations, ready to be used. */
import { existsSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { findConfig } from '../../project/load-config.ts'
import { slashed } from '../../project/folders.ts'
import { EXIT } from '../exit-codes.ts'
import { ignoreData, makeConfig, makeEnvironment, type Made } from '../init/make-files.ts'
import type { Io } from '../io.ts'
import { jsonText, wantsJson, type JsonFlags } from '../json-flags.ts'
import { configuredFolders, type EnvironmentFlags } from '../runner/environments.ts'

export interface InitFlags extends EnvironmentFlags, JsonFlags {}

/** Makes what is missing, and says what to do next; nothing is overwritten. */
export async function init(wanted: string | undefined, flags: InitFlags, io: Io): Promise<number> {
  const json = wantsJson(flags)
  const { cwd } = io
  const configured = await configuredFolders(flags, io)
  const folder = resolve(cwd, wanted ?? configured[0] ?? 'migrations')
  const isKnown = configured.some(each => resolve(cwd, each) === folder)
  const config = isKnown ? undefined : findConfig(cwd)
  const environment = makeEnvironment(folder, cwd)
  const made = together([
    environment,
    ...(environment.created.length > 0 ? [ignoreData(cwd)] : []),
    ...(isKnown || config !== undefined ? [] : [makeConfig(folder, cwd)]),
  ])
  if (json) io.out(jsonText(made))
  else {
    const steps = [...settings(folder, config, cwd), ...installation(cwd), ...NEXT]
    io.out(`${[...lines(made), '', 'Next:', ...steps].join('\n')}\n`)
  }
  return EXIT.clean
}

function together(all: readonly Made[]): Made {
  return {
    created: all.flatMap(({ created }) => created),
    changed: all.flatMap(({ changed }) => changed),
    kept: all.flatMap(({ kept }) => kept),
  }
}

function lines({ created, changed, kept }: Made): readonly string[] {
  return [
    ...created.map(path => `created ${path}`),
    ...changed.map(path => `changed ${path}`),
    ...kept.map(path => `kept    ${path}, which was there already`),
  ]
}

const NEXT = [
  '  npx migrate-lint revision -m "create users"   write the first migration, and fill it in',
  '  npx migrate-lint                              see what it would do to production',
  '  npx migrate-lint upgrade                      run it on DATABASE_URL, or on a database in this folder',
]

/** A configuration is the user's to change. */
function settings(folder: string, config: string | undefined, cwd: string): readonly string[] {
  if (config === undefined) return []
  const path = slashed(relative(cwd, config))
  const value = slashed(relative(resolve(config, '..'), folder))
  return [`  in ${path}, add to the configuration: runner: { folders: '${value}' }`]
}

/** What npx runs is not where an editor looks for types. */
function installation(cwd: string): readonly string[] {
  const manifest = join(cwd, 'package.json')
  if (!existsSync(manifest) || readFileSync(manifest, 'utf8').includes('"migrate-lint"')) return []
  return ['  npm install --save-dev migrate-lint           for the types in the editor']
}
