/** Writing node-pg-migrate's migrations: calls on `pgm`, and `pgm.sql(…)` where none says the operation. */
import { unplaced, type Operation } from '../../model/operation.ts'
import { indentAt, lineBreakOf, type Edit } from '../../source/edit.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { spanOf } from '../../source/span.ts'
import { nextName } from '../next-name.ts'
import { folderOf, joinPath } from '../paths.ts'
import type { MigrationSource, ProjectFiles } from '../project-files.ts'
import { quotedText } from '../typescript/code-text.ts'
import { codeWriter, endsWithSemicolons, firstParameter, type CodeStyle } from '../typescript/code-writer.ts'
import { functionNamed } from '../typescript/tree.ts'
import {
  edited,
  type Changes,
  type FollowUp,
  type NewMigration,
  type WrittenMigration,
  type Writer,
} from '../writer.ts'
import { callFor } from './calls-written.ts'
import { nameEdits } from './names-written.ts'

const style: CodeStyle = {
  call: callFor,
  down: 'down',
  parameter: 'pgm: MigrationBuilder',
  queues: true,
  addDown,
}

const common = codeWriter(style)

/** The writer of node-pg-migrate. */
export const nodePgMigrateWriter: Writer = {
  ...common,
  // What is inferred follows what it is inferred from.
  replace: (at, now) =>
    isInferred(at, at.operation) ? [edited()] : withWayBack(at, common.replace(at, now)),
  before: (at, operations) =>
    isInferred(at, at.operation) ? [] : withWayBack(at, common.before(at, operations)),
  name: (at, name) => [...nameEdits(at, name), ...common.name(at, name)],
  transactionOff(written) {
    const up = leaving(written, 'up')
    const down = leaving(written, 'down')
    return up.length === 0 ? [] : [edited(...up), ...(down.length > 0 ? [edited(...up, ...down)] : [])]
  },
  followUp,
}

/** Whether there is no `down`, so that the runner takes it from `up`; and whether an operation belongs to it. */
function isInferred({ migration }: WrittenMigration, operation?: Operation): boolean {
  const { down, span } = migration
  if (down.kind !== 'operations' || down.span.start !== span.start || down.span.file !== span.file)
    return false
  return operation === undefined || down.operations.includes(operation)
}

/** Changes after which the way back may not be inferred any more: then the same with a `down` that says it. */
function withWayBack(written: WrittenMigration, changes: readonly Changes[]): readonly Changes[] {
  const { down, file } = written.migration
  if (down.kind !== 'operations' || !isInferred(written)) return changes
  const body = down.operations.map(each => callFor(unplaced(each), 'pgm') + endOf(file)).join('\n')
  const [added] = addDown(written, body)
  if (!added) return changes
  return [...changes, ...changes.map(({ edits, files }) => ({ edits: [...edits, ...added.edits], files }))]
}

/** `pgm.noTransaction()` as the first statement of a direction. */
function leaving(
  { migration: { file }, files }: WrittenMigration,
  direction: 'up' | 'down',
): readonly Edit[] {
  const module = isCode(file) ? files.module(file.path) : undefined
  const found = module && functionNamed(module.program, direction)
  const body = found?.fn.body
  const [first] = body?.type === 'BlockStatement' ? body.body : []
  const pgm = found && firstParameter(found.fn)
  if (!body || !first || pgm === undefined) return []
  const start = body.range[0] + 1
  const gap = lineBreakOf(file) + indentAt(file, first.range[0])
  return [{ span: spanOf(file, start, start), text: `${gap}${pgm}.noTransaction()${endOf(file)}` }]
}

function endOf(file: SourceFile): string {
  return endsWithSemicolons(file) ? ';' : ''
}

function isCode({ path }: SourceFile): boolean {
  return /\.[cm]?[jt]s$/u.test(path)
}

function isTypeScript({ path }: SourceFile): boolean {
  return /\.[cm]?ts$/u.test(path)
}

function isEsModule({ text }: SourceFile): boolean {
  return /^export\b/mu.test(text)
}

function addDown({ migration: { file } }: WrittenMigration, body: string): readonly Changes[] {
  if (!isCode(file)) return []
  const { length } = file.text
  const behind = file.text.endsWith('\n') ? '' : '\n'
  const text = `${behind}\n${functionText('down', body.split('\n'), file)}\n`
  return [edited({ span: spanOf(file, length, length), text: text.replaceAll('\n', lineBreakOf(file)) })]
}

/** Behind `module.exports = …`, `exports` is another object. */
function functionText(name: string, lines: readonly string[], like: SourceFile): string {
  const exported = /^module\.exports\s*=/mu.test(like.text) ? 'module.exports' : 'exports'
  const isModule = isTypeScript(like) || isEsModule(like)
  const typed = isTypeScript(like) ? '(pgm: MigrationBuilder): void' : '(pgm)'
  const head = isModule ? `export function ${name}${typed} {` : `${exported}.${name} = pgm => {`
  const end = isModule ? '}' : `}${endOf(like)}`
  return [head, ...lines.map(line => `  ${line}`), end].join('\n')
}

/** The runner sorts by the number before the name. */
function followUp(
  wanted: FollowUp,
  history: readonly MigrationSource[],
  files: ProjectFiles,
): NewMigration | undefined {
  const like = history
    .toReversed()
    .map(({ paths }) => files.read(paths[0] ?? ''))
    .find(file => file && isCode(file))
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
  const end = endOf(like)
  const lines = (operations: FollowUp['up']) => operations.map(each => `${callFor(each, 'pgm')}${end}`)
  const off = wanted.transaction === 'none' ? [`pgm.noTransaction()${end}`] : []
  const down = wanted.down.length > 0 ? [...off, ...lines(wanted.down)] : ['// There is nothing to undo.']
  return [
    ...(isTypeScript(like)
      ? [`import type { MigrationBuilder } from ${quotedText('node-pg-migrate', "'")}${end}`, '']
      : []),
    functionText('up', [...off, ...lines(wanted.up)], withoutWhole(like)),
    '',
    functionText('down', down, withoutWhole(like)),
    '',
  ].join('\n')
}

/** A new file exports each function by itself, however the others do it. */
function withoutWhole(like: SourceFile): SourceFile {
  return { ...like, text: like.text.replaceAll('module.exports', 'exports_') }
}
