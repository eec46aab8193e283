/** Writing Knex's migrations: builders where one says the operation exactly, `knex.raw(…)` for the rest. */
import { printOperation } from '../../dialects/postgres.ts'
import type { BareOperation } from '../../model/operation.ts'
import { lineBreakOf } from '../../source/edit.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { spanOf } from '../../source/span.ts'
import { nextName } from '../next-name.ts'
import { folderOf, joinPath } from '../paths.ts'
import type { MigrationSource, ProjectFiles } from '../project-files.ts'
import { quotedText } from '../typescript/code-text.ts'
import { codeWriter, endsWithSemicolons, type CodeStyle } from '../typescript/code-writer.ts'
import {
  edited,
  type Changes,
  type FollowUp,
  type NewMigration,
  type WrittenMigration,
  type Writer,
} from '../writer.ts'

const style: CodeStyle = { call, down: 'down', parameter: 'knex: Knex', addDown }

/** The writer of Knex. */
export const knexWriter: Writer = {
  ...codeWriter(style),
  transactionOff({ migration: { file } }) {
    return isTypeScript(file) || isEsModule(file)
      ? [atEnd(file, `\nexport const config = { transaction: false }`)]
      : [atEnd(file, `\nexports.config = { transaction: false }`)]
  },
  followUp,
}

function atEnd(file: SourceFile, text: string): Changes {
  const { length } = file.text
  const end = endsWithSemicolons(file) ? ';' : ''
  const behind = file.text.endsWith('\n') ? '' : '\n'
  const all = `${behind}${text}${end}\n`.replaceAll('\n', lineBreakOf(file))
  return edited({ span: spanOf(file, length, length), text: all })
}

function isTypeScript({ path }: SourceFile): boolean {
  return /\.[cm]?ts$/u.test(path)
}

function isEsModule({ text }: SourceFile): boolean {
  return /^export\b/mu.test(text)
}

/** A question mark is a binding for `raw`: https://knexjs.org/guide/raw.html */
function call(operation: BareOperation, knex: string): string {
  return (
    builderCall(operation, knex) ??
    `${knex}.raw(${quotedText(printOperation(operation).replaceAll('?', '\\?'))})`
  )
}

function builderCall(operation: BareOperation, knex: string): string | undefined {
  const text = (name: string) => quotedText(name, "'")
  switch (operation.kind) {
    case 'dropTable':
      if (operation.table.schema !== undefined || operation.cascade) return undefined
      return `${knex}.schema.dropTable${operation.ifExists ? 'IfExists' : ''}(${text(operation.table.name)})`
    case 'refreshView':
      if (operation.view.schema !== undefined || operation.noData) return undefined
      return `${knex}.schema.refreshMaterializedView(${text(operation.view.name)}${operation.concurrently ? ', true' : ''})`
    case 'renameTable':
      if (operation.table.schema !== undefined || operation.ifExists) return undefined
      return `${knex}.schema.renameTable(${text(operation.table.name)}, ${text(operation.to)})`
    case 'dropColumn':
      if (operation.table.schema !== undefined || operation.ifExists || operation.cascade) return undefined
      return altered(operation.table.name, `dropColumn(${text(operation.column)})`, knex)
    case 'renameColumn':
      if (operation.table.schema !== undefined) return undefined
      return altered(
        operation.table.name,
        `renameColumn(${text(operation.column)}, ${text(operation.to)})`,
        knex,
      )
    default:
      return undefined
  }
}

function altered(table: string, what: string, knex: string): string {
  return `${knex}.schema.alterTable(${quotedText(table, "'")}, table => table.${what})`
}

function addDown({ migration: { file } }: WrittenMigration, body: string): readonly Changes[] {
  return [atEnd(file, `\n${functionText('down', body.split('\n'), file)}`)]
}

function functionText(name: string, lines: readonly string[], like: SourceFile): string {
  const typed = isTypeScript(like) ? '(knex: Knex): Promise<void>' : '(knex)'
  const head =
    isTypeScript(like) || isEsModule(like)
      ? `export async function ${name}${typed} {`
      : `exports.${name} = async function (knex) {`
  return [head, ...lines.map(line => `  ${line}`), '}'].join('\n')
}

/** Knex sorts by the name of the file. */
function followUp(
  wanted: FollowUp,
  history: readonly MigrationSource[],
  files: ProjectFiles,
): NewMigration | undefined {
  const last = history.at(-1)
  const like = files.read(last?.paths[0] ?? '')
  const name = nextName(
    history.map(each => each.name),
    wanted.title,
  )
  if (!like || name === undefined) return undefined
  const ending = /\.[cm]?[jt]s$/u.exec(like.path)?.[0] ?? '.js'
  const path = joinPath(folderOf(like.path), name + ending)
  return { name, files: [{ path, text: moduleText(wanted, like) }] }
}

function moduleText(wanted: FollowUp, like: SourceFile): string {
  const end = endsWithSemicolons(like) ? ';' : ''
  const lines = (operations: FollowUp['up']) =>
    operations.map(operation => `await ${call(operation, 'knex')}${end}`)
  const off = isTypeScript(like) || isEsModule(like) ? 'export const config' : 'exports.config'
  const down = wanted.down.length > 0 ? lines(wanted.down) : ['// There is nothing to undo.']
  return [
    ...(isTypeScript(like) ? [`import type { Knex } from 'knex'${end}`, ''] : []),
    ...(wanted.transaction === 'none' ? [`${off} = { transaction: false }${end}`, ''] : []),
    functionText('up', lines(wanted.up), like),
    '',
    functionText('down', down, like),
    '',
  ].join('\n')
}
