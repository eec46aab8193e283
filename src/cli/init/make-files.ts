/** Makes the files of a new folder of migrations, and leaves alone what is there. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { ConfigError } from '../../project/config-error.ts'
import { slashed } from '../../project/folders.ts'
import { gitignoreOf, gitignoresAbove, isIgnored } from '../../project/ignored.ts'
import { ENVIRONMENT_FILES } from '../../runner/environment/load-environment.ts'
import { readMigrationFiles } from '../../runner/revisions/migration-files.ts'
import { endingFor } from '../revisions/project-language.ts'
import { configText, DATA_FOLDER, ENV_TEXT } from './env-text.ts'

/** What was done; paths are relative to the current folder. */
export interface Made {
  readonly created: readonly string[]
  readonly changed: readonly string[]
  /** Was there already. */
  readonly kept: readonly string[]
}

const NOTHING: Made = { created: [], changed: [], kept: [] }

/** `env.ts`, in a folder that is made if need be; throws where the folder belongs to another tool. */
export function makeEnvironment(folder: string, cwd: string): Made {
  refuseForeign(folder, cwd)
  const found = ENVIRONMENT_FILES.map(name => join(folder, name)).find(path => existsSync(path))
  if (found !== undefined) return { ...NOTHING, kept: [shown(found, cwd)] }
  return create(join(folder, `env${endingFor(cwd)}`), ENV_TEXT, cwd)
}

/** A line in `.gitignore` for the data of the database, unless git ignores it already. */
export function ignoreData(cwd: string): Made {
  const all = [...gitignoresAbove(cwd), ...gitignoreOf(cwd)]
  if (isIgnored(join(cwd, DATA_FOLDER), DATA_FOLDER, true, all)) return NOTHING
  const file = join(cwd, '.gitignore')
  const lines = `# The local database of migrate-lint\n/${DATA_FOLDER}/\n`
  if (!existsSync(file)) return create(file, lines, cwd)
  const before = readFileSync(file, 'utf8')
  const lineBreak = before.includes('\r\n') ? '\r\n' : '\n'
  const gap = before === '' ? '' : before.endsWith('\n') ? '\n' : '\n\n'
  written(file, cwd, () => appendFileSync(file, (gap + lines).replaceAll('\n', lineBreak)))
  return { ...NOTHING, changed: [shown(file, cwd)] }
}

/** A configuration that names the folder, where there is none. */
export function makeConfig(folder: string, cwd: string): Made {
  return create(join(cwd, `migrate-lint.config${endingFor(cwd)}`), configText(shown(folder, cwd)), cwd)
}

/** Other tools run whatever lies in their folder, and would run env.ts. */
function refuseForeign(folder: string, cwd: string): void {
  const stat = statSync(folder, { throwIfNoEntry: false })
  if (!stat) return
  const where = shown(folder, cwd)
  if (!stat.isDirectory()) throw new ConfigError({ where, problem: 'it is a file, and has to be a folder' })
  const hasEnvironment = ENVIRONMENT_FILES.some(name => existsSync(join(folder, name)))
  if (hasEnvironment || readMigrationFiles([folder], cwd).length > 0) return
  const foreign = readdirSync(folder).find(name => !/^(?:\.|readme)/iu.test(name))
  if (foreign === undefined) return
  throw new ConfigError({
    where,
    problem: `files of something else are in it, such as ${foreign}, and that might run env.ts as a migration`,
    remedy: `Choose another folder: migrate-lint init ${slashed(join(dirname(where), 'revisions'))}`,
  })
}

function create(file: string, text: string, cwd: string): Made {
  written(file, cwd, () => {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text, { flag: 'wx' })
  })
  return { ...NOTHING, created: [shown(file, cwd)] }
}

function written(file: string, cwd: string, write: () => void): void {
  try {
    write()
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ConfigError({ where: shown(file, cwd), problem: `it cannot be written: ${reason}` }, cause)
  }
}

function shown(path: string, cwd: string): string {
  return slashed(relative(cwd, path)) || '.'
}
