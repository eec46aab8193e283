/** Lints one file as an editor has it, as if the whole project were linted: what is around it is read from disk and remembered. */
import { relative, resolve } from 'node:path'
import { builtInRules } from '../../lint/built-in-rules.ts'
import { DEFAULT_SETTINGS, type LintSettings, type Preset, type RuleOptions } from '../../lint/settings.ts'
import { rules } from '../../../rules/index.ts'
import type { Config } from '../config.ts'
import { frontendsOf } from '../find-in-project.ts'
import { findMigrations } from '../find-migrations.ts'
import { slashed } from '../folders.ts'
import { lintSettings } from '../lint-project.ts'
import { readableFiles } from '../read-files.ts'
import { fileConfigs, type FileSettings } from './file-config.ts'
import { openFile, withDocument, type LintedDocument } from './document.ts'
import { migrationFolder, NOTHING, type FileFindings, type MigrationFolder } from './migration-folder.ts'
import { liesAmongMigrations, placeOf, rootFor, type Place } from './place.ts'

/** Where files are linted, and for how long. */
export interface FileLinterOptions {
  /** Absolute. */
  readonly cwd: string
  /** The process ends after one run over all files, so that the disk is looked at once. */
  readonly isSingleRun: boolean
  /** Milliseconds of a clock. */
  readonly now?: (() => number) | undefined
}

/** How a file is judged. */
export interface FileRequest {
  /** The rules that run, by id, with their options; all others are off. */
  readonly rules: Readonly<Record<string, RuleOptions>>
  /** Whether the way back is judged by all rules. */
  readonly preset?: Preset | undefined
  readonly settings?: FileSettings | undefined
}

/** Remembers what it has read from one file to the next. */
export interface FileLinter {
  lint(document: LintedDocument, request: FileRequest): FileFindings
}

/** Editors lint at every keystroke; so often the disk is looked at. */
const LOOK_EVERY = 1000

const MAY_BE_MIGRATION = /\.(?:sql|[cm]?[jt]sx?)$/iu

interface Known {
  readonly folder: MigrationFolder
  looked: number
}

/** Nothing is read before the first file. */
export function createFileLinter({ cwd, isSingleRun, now = Date.now }: FileLinterOptions): FileLinter {
  const lifetime = isSingleRun ? Infinity : LOOK_EVERY
  const configs = fileConfigs({ cwd, lifetime, now })
  const folders = new WeakMap<Config, Map<string, Known>>()
  const settingsFor = settingsOnce()
  const folderFor = (config: Config, configFolder: string, root: string, place: Place): MigrationFolder => {
    const own = folders.get(config) ?? new Map<string, Known>()
    folders.set(config, own)
    const key = `${place.depth} ${place.folder} ${root}`
    const time = now()
    const known = own.get(key)
    if (known) {
      if (time - known.looked >= lifetime) {
        known.folder.look()
        known.looked = now()
      }
      return known.folder
    }
    const clock = isSingleRun ? undefined : now
    const folder = migrationFolder({ root, place, config, configFolder, now: clock })
    own.set(key, { folder, looked: time })
    return folder
  }
  return {
    lint(document, request) {
      if (!MAY_BE_MIGRATION.test(document.path)) return NOTHING
      const path = resolve(cwd, document.path)
      const root = rootFor(path, cwd)
      const { config, folder: configFolder, migrations } = configs.configFor(path, request.settings)
      const place = placeOf(path, root, migrations)
      if (!place) return NOTHING
      const open = openFile(slashed(relative(root, path)), document)
      if (!liesAmongMigrations(open.path, place)) {
        const alone = withDocument(readableFiles({ root, paths: [], named: [] }), open)
        if (findMigrations(frontendsOf(config), alone).length === 0) return NOTHING
      }
      return folderFor(config, configFolder, root, place).judge(open, settingsFor(config, request))
    },
  }
}

const ALL_OFF: LintSettings['rules'] = Object.fromEntries(
  [...rules, ...builtInRules].map(({ id }) => [id, 'off']),
)

/** The same object as the last time where all is the same: what follows from settings is worked out once. */
function settingsOnce(): typeof settingsOf {
  let last:
    { readonly config: Config; readonly request: FileRequest; readonly made: LintSettings } | undefined
  return (config, request) => {
    if (last?.config === config && isSame(last.request, request)) return last.made
    last = { config, request, made: settingsOf(config, request) }
    return last.made
  }
}

function isSame(one: FileRequest, other: FileRequest): boolean {
  const [before, now] = [Object.keys(one.rules), Object.keys(other.rules)]
  return (
    one.preset === other.preset &&
    before.length === now.length &&
    now.every((id, i) => before[i] === id && one.rules[id] === other.rules[id])
  )
}

/** Only the rules that were asked for run; the host knows how loud they are. */
function settingsOf(config: Config, { rules: wanted, preset }: FileRequest): LintSettings {
  const on = Object.entries(wanted).map(([id, options]) => [id, ['warning', options]] as const)
  return {
    ...lintSettings(config),
    preset: preset ?? DEFAULT_SETTINGS.preset,
    rules: { ...ALL_OFF, ...Object.fromEntries(on) },
  }
}
