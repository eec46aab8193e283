/** Writing MikroORM's migrations: `this.addSql(…)`, and `this.execute(…)` beside what is sent at once. */
import type { BareOperation } from '../../model/operation.ts'
import { indentAt, lineBreakOf } from '../../source/edit.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { spanOf } from '../../source/span.ts'
import { nextNumber, snake } from '../next-name.ts'
import { folderOf, joinPath } from '../paths.ts'
import type { MigrationSource, ProjectFiles } from '../project-files.ts'
import { literalText } from '../typescript/code-text.ts'
import { codeWriter, endsWithSemicolons, type CodeStyle } from '../typescript/code-writer.ts'
import { topLevelClasses } from '../typescript/find-modules.ts'
import { calledOn } from '../typescript/connection-writer.ts'
import type { Call, ClassNode, Node } from '../typescript/nodes.ts'
import { sourceOf } from '../typescript/spans.ts'
import { functionNamed, pathTo } from '../typescript/tree.ts'
import {
  edited,
  type Changes,
  type FollowUp,
  type NewMigration,
  type WrittenMigration,
  type WrittenOperation,
  type Writer,
} from '../writer.ts'

const queued: CodeStyle = {
  call: operation => `this.addSql(${literalText(operation)})`,
  down: 'down',
  parameter: '',
  queues: true,
  receiver: ({ type }) => (type === 'FunctionDeclaration' ? undefined : 'this'),
  addDown,
}

/** Beside what is sent at once, by what sends it. */
const sent: CodeStyle = {
  ...queued,
  call: (operation, sender) => `${sender}.execute(${literalText(operation)})`,
  queues: undefined,
  receiver: () => undefined,
  receiverAt: calledOn(/^execute$/u),
  connects: /^transactional$/u,
}

const [adding, executing] = [codeWriter(queued), codeWriter(sent)]

/** The writer of MikroORM. */
export const mikroOrmWriter: Writer = {
  ...adding,
  replace: (at, now) => (isLost(at, now) ? [] : writerAt(at).replace(at, now)),
  before: (at, operations) => (isLost(at, operations) ? [] : writerAt(at).before(at, operations)),
  transactionOff,
  followUp,
}

/** What is added is sent behind all that is executed, wherever that stands: each stays with its like. */
function writerAt({ operation: { span }, files }: WrittenOperation): Writer {
  const module = files.module(span.file.path)
  const path = module ? pathTo(module.program, span.start, span.end) : []
  const isExecuted = path.some(node => isCall(node) && /\.execute$/u.test(sourceOf(span.file, node.callee)))
  return isExecuted ? executing : adding
}

function isCall(node: Node): node is Call {
  return node.type === 'CallExpression'
}

/** Outside of a transaction each text may be sent by another connection: a setting is not there for the next. */
function isLost({ migration }: WrittenOperation, operations: readonly BareOperation[]): boolean {
  const isOne = migration.transaction === 'run' || migration.transaction === 'migration'
  return !isOne && operations.some(({ kind }) => kind === 'setParameter')
}

/** `isTransactional()` as the first member: https://mikro-orm.io/docs/migrations#transactions */
function transactionOff(written: WrittenMigration): readonly Changes[] {
  const { file } = written.migration
  const [first] = classOf(written)?.body.body ?? []
  if (!first) return []
  const start = first.range[0]
  const gap = lineBreakOf(file) + lineBreakOf(file) + indentAt(file, start)
  const text = inside(notTransactional(file), indentAt(file, start)).trimStart()
  return [edited({ span: spanOf(file, start, start), text: text.replaceAll('\n', lineBreakOf(file)) + gap })]
}

function notTransactional(like: SourceFile): string {
  const typed = isTypeScript(like) ? ': boolean' : ''
  return `${overrides(like)}isTransactional()${typed} {\n  return false${endOf(like)}\n}`
}

/** The class of the migration, where it is the only one of its file. */
function classOf({ migration, files }: WrittenMigration): ClassNode | undefined {
  const module = files.module(migration.file.path)
  const [only, ...more] = module
    ? topLevelClasses(module).filter(({ body }) => functionNamed(body, 'up'))
    : []
  return more.length === 0 ? only : undefined
}

function isTypeScript({ path }: SourceFile): boolean {
  return /\.[cm]?ts$/u.test(path)
}

function endOf(file: SourceFile): string {
  return endsWithSemicolons(file) ? ';' : ''
}

function overrides(like: SourceFile): string {
  return /^\s*(?:public\s+)?override\s/mu.test(like.text) ? 'override ' : ''
}

/** `down` behind `up`. */
function addDown(written: WrittenMigration, body: string): readonly Changes[] {
  const { file } = written.migration
  const node = classOf(written)
  const up = node && functionNamed(node.body, 'up')
  if (!up) return []
  const [start, end] = up.owner.range
  const method = methodText('down', body.split('\n'), file)
  const text = `\n\n${inside(method, indentAt(file, start))}`
  return [edited({ span: spanOf(file, end, end), text: text.replaceAll('\n', lineBreakOf(file)) })]
}

function methodText(name: string, lines: readonly string[], like: SourceFile): string {
  const typed = isTypeScript(like) ? ': Promise<void>' : ''
  const head = `${overrides(like)}async ${name}()${typed} {`
  return [head, ...lines.map(line => `  ${line}`), '}'].join('\n')
}

function inside(text: string, indent: string): string {
  return text.replace(/^(?=.)/gmu, indent)
}

/** `Migration20240102000000`, also with words behind it: what the generator calls them, in whose order they run. */
const NAME = /^Migration(\d{14})(?:_\w+)?$/u

function followUp(
  wanted: FollowUp,
  history: readonly MigrationSource[],
  files: ProjectFiles,
): NewMigration | undefined {
  const like = files.read(history.at(-1)?.paths[0] ?? '')
  const times = history.map(({ name }) => NAME.exec(name)?.[1] ?? '').toSorted()
  const newest = times.at(-1)
  if (!like || !isTypeScript(like) || !newest || times.includes('')) return undefined
  const imported = /^import .*\bMigration\b.*$/mu.exec(like.text)?.[0]
  const isLosing = wanted.transaction === 'none' && wanted.up.some(({ kind }) => kind === 'setParameter')
  if (imported === undefined || isLosing) return undefined
  const name = `Migration${nextNumber(newest)}_${snake(wanted.title)}`
  const text = `${imported}\n\n${classText(wanted, name, like)}`
  return { name, files: [{ path: joinPath(folderOf(like.path), `${name}.ts`), text }] }
}

function classText(wanted: FollowUp, name: string, like: SourceFile): string {
  const lines = (operations: FollowUp['up']) =>
    operations.map(operation => `${queued.call(operation, 'this') ?? ''}${endOf(like)}`)
  const down = wanted.down.length > 0 ? lines(wanted.down) : ['// There is nothing to undo.']
  const members = [
    ...(wanted.transaction === 'none' ? [notTransactional(like)] : []),
    methodText('up', lines(wanted.up), like),
    methodText('down', down, like),
  ]
  const body = members.map(member => inside(member, '  ')).join('\n\n')
  return `export class ${name} extends Migration {\n${body}\n}\n`
}
