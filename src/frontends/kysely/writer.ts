/** Writing Kysely's migrations: builders where one says the operation exactly, the `sql` tag for the rest. */
import { lineBreakOf, type Edit } from '../../source/edit.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { spanOf } from '../../source/span.ts'
import { folderOf, joinPath } from '../paths.ts'
import type { MigrationSource, ProjectFiles } from '../project-files.ts'
import { codeWriter, endsWithSemicolons, type CodeStyle } from '../typescript/code-writer.ts'
import type { ImportDeclaration } from '../typescript/nodes.ts'
import {
  edited,
  type Changes,
  type FollowUp,
  type NewMigration,
  type WrittenMigration,
  type Writer,
} from '../writer.ts'
import { executed } from './executions.ts'
import { nextMigrationName } from './migration-names.ts'
import { printedCall } from './printed-calls.ts'
import { settingsFor } from './settings.ts'

const style: CodeStyle = { call: printedCall, down: 'down', parameter: 'db: Kysely<any>', addDown }

const code = codeWriter(style)

/** The writer of Kysely. That one migration alone runs outside of the transaction cannot be said: none does, or all. */
export const kyselyWriter: Writer = {
  replace: (at, now) => code.replace(at, now).map(changes => withTag(changes, at)),
  before: (at, operations) => code.before(at, operations).map(changes => withTag(changes, at)),
  name: (at, name) => code.name(at, name),
  await: at => (at.operation.floating === 'lazy' ? executed(at) : (code.await?.(at) ?? [])),
  transactionOff: ({ migration }) => (migration.transaction === 'none' ? [edited()] : []),
  downgrade: (migration, operations) =>
    (code.downgrade?.(migration, operations) ?? []).map(changes => withTag(changes, migration)),
  followUp,
}

/** The `sql` tag is imported where the new text wants it. */
function withTag({ edits, files: added }: Changes, { migration, files }: WrittenMigration): Changes {
  const { file } = migration
  const isWanted = edits.some(({ text }) => /\bsql`/u.test(text))
  const importing = isWanted ? importOfTag(file, files) : undefined
  return importing ? { edits: [importing, ...edits], files: added } : { edits, files: added }
}

function importOfTag(file: SourceFile, files: ProjectFiles): Edit | undefined {
  const body = files.module(file.path)?.program.body ?? []
  const imports = body.filter(
    (node): node is ImportDeclaration =>
      node.type === 'ImportDeclaration' && String(node.source.value) === 'kysely',
  )
  if (imports.some(importsTag)) return undefined
  const named = imports.find(({ importKind, specifiers }) => importKind !== 'type' && specifiers.length > 0)
  const last = named?.specifiers.at(-1)
  if (last?.type === 'ImportSpecifier') {
    return { span: spanOf(file, last.range[1], last.range[1]), text: ', sql' }
  }
  const end = `${endsWithSemicolons(file) ? ';' : ''}${lineBreakOf(file)}`
  if (isCommonJs(file)) {
    if (/\bsql\b.*require\(/u.test(file.text)) return undefined
    return { span: spanOf(file, 0, 0), text: `const { sql } = require('kysely')${end}` }
  }
  const start = imports[0] ? startOfNextLine(file, imports[0].range[1]) : 0
  return { span: spanOf(file, start, start), text: `import { sql } from 'kysely'${end}` }
}

function startOfNextLine({ text }: SourceFile, from: number): number {
  const lineBreak = text.indexOf('\n', from)
  return lineBreak < 0 ? 0 : lineBreak + 1
}

function importsTag({ importKind, specifiers }: ImportDeclaration): boolean {
  return (
    importKind !== 'type' &&
    specifiers.some(({ local, importKind: kind }) => local.name === 'sql' && kind !== 'type')
  )
}

function addDown({ migration: { file } }: WrittenMigration, body: string): readonly Changes[] {
  // What a default export holds is not written behind it.
  if (/^export default\b/mu.test(file.text)) return []
  const { length } = file.text
  const end = file.text.endsWith('\n') ? '' : '\n'
  const text = `${end}\n${functionText('down', body.split('\n'), file)}\n`
  return [edited({ span: spanOf(file, length, length), text: text.replaceAll('\n', lineBreakOf(file)) })]
}

function functionText(name: string, lines: readonly string[], like: SourceFile): string {
  const typed = isTypeScript(like) ? '(db: Kysely<any>): Promise<void>' : '(db)'
  const head = isCommonJs(like)
    ? `exports.${name} = async function (db) {`
    : `export async function ${name}${typed} {`
  return [head, ...lines.map(line => `  ${line}`), '}'].join('\n')
}

function isTypeScript({ path }: SourceFile): boolean {
  return /\.[cm]?ts$/u.test(path)
}

function isCommonJs(file: SourceFile): boolean {
  return !isTypeScript(file) && !/^export\b/mu.test(file.text)
}

/** The migrator sorts by the name of the file, and runs all of them in the same way. */
function followUp(
  wanted: FollowUp,
  history: readonly MigrationSource[],
  files: ProjectFiles,
): NewMigration | undefined {
  const last = history.at(-1)
  const like = files.read(last?.paths[0] ?? '')
  if (!like || last?.layout !== 'file') return undefined
  const folder = folderOf(like.path)
  if (wanted.transaction === 'none' && !settingsFor(folder, files).withoutTransactions) return undefined
  const name = nextMigrationName(
    history.map(each => each.name),
    wanted.title,
  )
  if (name === undefined) return undefined
  const ending = /\.[cm]?[jt]s$/u.exec(like.path)?.[0] ?? '.ts'
  return { name, files: [{ path: joinPath(folder, name + ending), text: moduleText(wanted, like) }] }
}

function moduleText(wanted: FollowUp, like: SourceFile): string {
  const end = endsWithSemicolons(like) ? ';' : ''
  const lines = (operations: FollowUp['up']) =>
    operations.map(operation => `await ${printedCall(operation, 'db')}${end}`)
  const up = lines(wanted.up)
  const down = wanted.down.length > 0 ? lines(wanted.down) : ['// There is nothing to undo.']
  const tag = [...up, ...down].some(line => line.includes('sql`')) ? ['sql'] : []
  const names = [...(isTypeScript(like) ? ['type Kysely'] : []), ...tag].join(', ')
  const head = isCommonJs(like)
    ? `const { ${names} } = require('kysely')`
    : `import { ${names} } from 'kysely'`
  return [
    ...(names === '' ? [] : [`${head}${end}`, '']),
    functionText('up', up, like),
    '',
    functionText('down', down, like),
    '',
  ].join('\n')
}
