/** Writing migrations of db-migrate: everything new is SQL that `runSql` sends. */
import { printOperation } from '../../dialects/postgres.ts'
import type { BareOperation } from '../../model/operation.ts'
import { lineBreakOf } from '../../source/edit.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { spanOf } from '../../source/span.ts'
import { nextName } from '../next-name.ts'
import { folderOf, joinPath } from '../paths.ts'
import type { MigrationSource, ProjectFiles } from '../project-files.ts'
import { quotedText } from '../typescript/code-text.ts'
import { codeWriter, endsWithSemicolons } from '../typescript/code-writer.ts'
import {
  edited,
  type Changes,
  type FollowUp,
  type NewMigration,
  type WrittenMigration,
  type Writer,
} from '../writer.ts'
import { isNonTransactional } from './settings.ts'

/** The writer; that one migration alone runs outside of the transaction cannot be said. */
export const dbMigrateWriter: Writer = {
  ...codeWriter({ call, down: 'down', parameter: 'db', addDown }),
  followUp,
}

/** Without values a question mark is left alone. */
function call(operation: BareOperation, db: string): string {
  return `${db}.runSql(${quotedText(printOperation(operation))})`
}

function addDown({ migration: { file } }: WrittenMigration, body: string): readonly Changes[] {
  const { length } = file.text
  const behind = file.text.endsWith('\n') ? '' : '\n'
  const all = `${behind}\n${functionText('down', body.split('\n'), file)}\n`.replaceAll(
    '\n',
    lineBreakOf(file),
  )
  return [edited({ span: spanOf(file, length, length), text: all })]
}

function functionText(name: string, lines: readonly string[], like: SourceFile): string {
  const isModule = /^export\b/mu.test(like.text)
  const end = !isModule && endsWithSemicolons(like) ? ';' : ''
  const head = isModule ? `export async function ${name}(db) {` : `exports.${name} = async function (db) {`
  return [head, ...lines.map(line => `  ${line}`), `}${end}`].join('\n')
}

/** The runner goes by the time in the name: `20240101100000-validate-orders-customer-fk`. */
function followUp(
  wanted: FollowUp,
  history: readonly MigrationSource[],
  files: ProjectFiles,
): NewMigration | undefined {
  const like = files.read(history.at(-1)?.paths[0] ?? '')
  const next = nextName(
    history.map(each => each.name),
    wanted.title,
  )
  if (!like || next === undefined) return undefined
  const folder = folderOf(like.path)
  if (wanted.transaction === 'none' && !isNonTransactional(folder, files)) return undefined
  const name = next.replaceAll('_', '-')
  const ending = /\.[cm]?[jt]s$/u.exec(like.path)?.[0] ?? '.js'
  return { name, files: [{ path: joinPath(folder, name + ending), text: moduleText(wanted, like) }] }
}

function moduleText(wanted: FollowUp, like: SourceFile): string {
  const end = endsWithSemicolons(like) ? ';' : ''
  const lines = (operations: FollowUp['up']): readonly string[] =>
    operations.map(operation => `await ${call(operation, 'db')}${end}`)
  const down = wanted.down.length > 0 ? lines(wanted.down) : ['// There is nothing to undo.']
  const strict = /^(['"])use strict\1;?\n/u.exec(like.text)?.[0]
  return [
    ...(strict === undefined ? [] : [strict.trim(), '']),
    functionText('up', lines(wanted.up), like),
    '',
    functionText('down', down, like),
    '',
  ].join('\n')
}
