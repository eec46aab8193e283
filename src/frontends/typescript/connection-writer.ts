/** Writing for runners that hand a connection to functions, by the form that the file itself has. */
import type { BareOperation } from '../../model/operation.ts'
import { lineBreakOf } from '../../source/edit.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { spanOf } from '../../source/span.ts'
import { edited, type Changes, type WrittenMigration, type Writer } from '../writer.ts'
import { codeWriter, type CodeStyle } from './code-writer.ts'
import type { ConnectionStyle } from './connection-style.ts'
import { connectionFollowUp, exportedUp, functionText, receiverIn } from './connection-follow-up.ts'
import { keyName, type Call, type FunctionNode, type Member, type Node } from './nodes.ts'
import { sourceOf } from './spans.ts'
import { functionNamed } from './tree.ts'

/** Of several styles the first that is understood again is taken. */
export function connectionWriter(stylesFor: (file: SourceFile) => readonly ConnectionStyle[]): Writer {
  const ways =
    (write: (writer: Writer) => readonly Changes[]) =>
    (at: WrittenMigration): readonly Changes[] =>
      stylesFor(at.migration.file).flatMap(style => write(codeWriter(codeStyle(style, at))))
  return {
    replace: (at, now) => ways(writer => writer.replace(at, now))(at),
    before: (at, operations) => ways(writer => writer.before(at, operations))(at),
    name: (at, name) => ways(writer => writer.name(at, name))(at),
    await: at => ways(writer => writer.await?.(at) ?? [])(at),
    downgrade: (migration, operations) =>
      ways(writer => writer.downgrade?.(migration, operations) ?? [])(migration),
    followUp: (wanted, history, files) => {
      const like = files.read(history.at(-1)?.paths[0] ?? '')
      const [style] = like ? stylesFor(like) : []
      return like && style && connectionFollowUp(wanted, history, files, like, style)
    },
  }
}

function codeStyle(style: ConnectionStyle, written: WrittenMigration): CodeStyle {
  const receiver = receiverIn(written.migration.file, style)
  return {
    call: (operation, name) =>
      name === '' || isLost(operation, name, written) ? undefined : style.call(operation, name),
    down: 'down',
    parameter: parameterOf(written, receiver),
    receiver,
    receiverAt: style.receiverAt,
    connects: style.connects,
    addDown,
  }
}

/** Each query of a pool may have another connection, so that a setting is not there for the next. */
function isLost(operation: BareOperation, receiver: string, { migration }: WrittenMigration): boolean {
  if (operation.kind !== 'setParameter') return false
  const isOne = migration.transaction === 'run' || migration.transaction === 'migration'
  // What is set for a transaction stands inside of it.
  return /pool$/iu.test(receiver) || !(isOne || operation.scope === 'local')
}

/** What `down` is to be given, as `up` is; none where that is not told by one name. */
function parameterOf(
  { migration: { file, down }, files }: WrittenMigration,
  receiver: (fn: FunctionNode) => string | undefined,
): string {
  const module = files.module(file.path)
  const up = module && functionNamed(module.program, 'up')
  const [first] = up?.fn.params ?? []
  if (!up || !first) return ''
  if (down.kind === 'absent') return receiver(up.fn) ?? ''
  const source = sourceOf(file, first)
  return first.type === 'Identifier' && !source.includes('\n') ? source : ''
}

/** `down` behind `up`, with the same head. */
function addDown({ migration: { file }, files }: WrittenMigration, body: string): readonly Changes[] {
  const module = files.module(file.path)
  const up = module && exportedUp(module)
  if (!up) return []
  const text = `\n\n${functionText(up, 'down', body.split('\n'), file)}`
  return [edited({ span: spanOf(file, up.end, up.end), text: text.replaceAll('\n', lineBreakOf(file)) })]
}

/** The object that one of these methods is called on, in the innermost such call of a path. */
export function calledOn(methods: RegExp): NonNullable<CodeStyle['receiverAt']> {
  return (path, file) => {
    const call = path.findLast(
      (node): node is Call => isCall(node) && isMember(node.callee) && methods.test(methodOf(node.callee)),
    )
    return call && isMember(call.callee) && isPlain(call.callee.object)
      ? sourceOf(file, call.callee.object)
      : undefined
  }
}

function methodOf({ property, computed }: Member): string {
  return keyName(property, computed) ?? ''
}

function isCall(node: Node): node is Call {
  return node.type === 'CallExpression'
}

function isMember(node: Node): node is Member {
  return node.type === 'MemberExpression'
}

/** A name, or names with points between them. */
function isPlain(node: Node): boolean {
  if (isMember(node)) return isPlain(node.object)
  return node.type === 'Identifier' || node.type === 'ThisExpression'
}
