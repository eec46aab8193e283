/** `migrate-lint edit REVISION`: opens the file of a revision in the editor of the user. */
import { spawnSync } from 'node:child_process'
import { ConfigError } from '../../project/config-error.ts'
import { parseLocator } from '../../runner/graph/locator.ts'
import { revisionsAt } from '../../runner/graph/revisions-at.ts'
import { EXIT } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { asksDatabase } from '../revisions/asks-database.ts'
import { openHistory, rowsOf } from '../revisions/open-history.ts'
import type { EnvironmentFlags } from '../runner/environments.ts'

/** Waits until the editor is closed. */
export async function edit(place: string, flags: EnvironmentFlags, io: Io): Promise<number> {
  const editor = editorOf(io)
  const opens = asksDatabase(parseLocator(place))
  const opened = await openHistory(flags, io, { opens })
  const rows = opens ? await rowsOf(opened) : undefined
  const files = revisionsAt(opened.graph, place, rows).map(id => opened.fileOf(id).file)
  if (files.length === 0) {
    throw new ConfigError({ where: place, problem: 'there is no revision, so there is nothing to edit' })
  }
  const { status, error } = open(editor, files, io)
  if (status === 0) return EXIT.clean
  const why = error ? error.message : `it ended with ${status === null ? 'a signal' : `code ${status}`}`
  throw new ConfigError({ where: 'edit', key: editor, problem: `the editor failed: ${why}` }, error)
}

/** VISUAL is for terminals that can show a screen, as all do now; it goes first, as for git. */
function editorOf({ env }: Io): string {
  const editor = [env['VISUAL'], env['EDITOR']].find(each => each !== undefined && each.trim() !== '')
  if (editor !== undefined) return editor
  const problem = 'neither VISUAL nor EDITOR is set'
  throw new ConfigError({
    where: 'edit',
    problem,
    remedy: 'Say which editor: EDITOR=vim migrate-lint edit head',
  })
}

/** Through the shell, because the setting may hold arguments: `code --wait`. */
function open(editor: string, files: readonly string[], { cwd, env }: Io) {
  const settings = { cwd, env, stdio: 'inherit' as const }
  if (process.platform === 'win32') {
    return spawnSync(`${editor} ${files.map(file => `"${file}"`).join(' ')}`, { ...settings, shell: true })
  }
  return spawnSync('sh', ['-c', `${editor} "$@"`, editor, ...files], settings)
}
