/** Writing Sequelize's migrations: `queryInterface.sequelize.query(…)`, in the transaction that the call was in. */
import type { BareOperation } from '../../model/operation.ts'
import { indentAt, lineBreakOf } from '../../source/edit.ts'
import { spanOf } from '../../source/span.ts'
import { codeWriter, endsWithSemicolons, type CodeStyle } from '../typescript/code-writer.ts'
import type { FunctionNode, Node } from '../typescript/nodes.ts'
import { childrenOf, isFunction, pathTo } from '../typescript/tree.ts'
import { edited, type Changes, type WrittenOperation, type Writer } from '../writer.ts'
import { addDown, followUp } from './new-migrations.ts'
import { printedCall } from './printed-calls.ts'
import { nameOf, patternFor } from './uses.ts'

const style: CodeStyle = {
  call: (operation, receiver) => printedCall(operation, receiver),
  down: 'down',
  parameter: 'queryInterface',
  receiver: receiverOf,
  addDown,
}

const code = codeWriter(style)

/** The writer of Sequelize. The runner opens no transaction that could be turned off. */
export const sequelizeWriter: Writer = {
  ...code,
  replace(at, now) {
    const transacted = transactedCall(at)
    const ways = code.replace(at, now)
    const concurrent = concurrently(at, now)
    if (!transacted || concurrent.length > 0) return [...concurrent, ...ways]
    // What leaves the call would leave its transaction too.
    const inside = ways.filter(each => isWithin(each, transacted.call))
    return now.some(operation => 'concurrently' in operation && operation.concurrently)
      ? ways
      : [...inside, ...inPlace(transacted, now)]
  },
  before(at, operations) {
    const transacted = transactedCall(at)
    if (!transacted) return code.before(at, operations)
    const { statement, file } = transacted
    const gap = lineBreakOf(file) + indentAt(file, statement.range[0])
    const text = callsIn(transacted, operations).map(call => call + gap)
    const start = statement.range[0]
    return [edited({ span: spanOf(file, start, start), text: text.join('') })]
  },
  transactionOff: () => [edited()],
  followUp: (wanted, history, files) => followUp(wanted, history, files, style),
}

/** The first parameter, or what stands for `context` in Umzug's. */
function receiverOf({ params: [first] }: FunctionNode): string | undefined {
  const pattern = patternFor(first, 'context') ?? first
  const inner = patternFor(pattern, 'queryInterface') ?? patternFor(pattern, 'sequelize') ?? pattern
  return inner?.type === 'Identifier' ? inner.name : undefined
}

/** A call that is given a transaction, in the callback that has it. */
interface Transacted {
  readonly file: WrittenOperation['operation']['span']['file']
  readonly call: Node
  readonly statement: Node
  /** Source of the transaction. */
  readonly transaction: string
  readonly receiver: string
}

function transactedCall(at: WrittenOperation): Transacted | undefined {
  const { file, start, end } = at.operation.span
  const module = at.files.module(file.path)
  if (!module || module.file.text !== file.text || at.operation.writtenAt) return undefined
  const path = pathTo(module.program, start, end)
  const call = path.findLast(({ type }) => type === 'CallExpression')
  const statement = path.findLast(({ type }) => type === 'ExpressionStatement')
  const receiver = path
    .filter(isFunction)
    .map(receiverOf)
    .find(name => name !== undefined)
  const option = call && childrenOf(call).flatMap(optionIn)[0]
  if (!call || !statement || !option || receiver === undefined) return undefined
  // Only what is waited for by itself can be several calls.
  if (childrenOf(statement)[0]?.type !== 'AwaitExpression') return undefined
  return { file, call, statement, transaction: file.text.slice(...option.range), receiver }
}

/** The value of `transaction` in an object of options. */
function optionIn(node: Node): readonly Node[] {
  if (node.type !== 'ObjectExpression') return []
  return childrenOf(node).flatMap(property => {
    const [key, value] = childrenOf(property)
    return nameOf(key) === 'transaction' ? [value ?? property] : []
  })
}

function isWithin({ edits, files }: Changes, { range: [start, end] }: Node): boolean {
  return files.length === 0 && edits.every(({ span }) => start <= span.start && span.end <= end)
}

function inPlace(at: Transacted, now: readonly BareOperation[]): readonly Changes[] {
  if (now.length === 0) return []
  const { file, statement } = at
  const gap = lineBreakOf(file) + indentAt(file, statement.range[0])
  return [edited({ span: spanOf(file, ...statement.range), text: callsIn(at, now).join(gap) })]
}

function callsIn(
  { file, transaction, receiver }: Transacted,
  operations: readonly BareOperation[],
): string[] {
  const end = endsWithSemicolons(file) ? ';' : ''
  return operations.map(each => `await ${printedCall(each, receiver, transaction)}${end}`)
}

/** `addIndex` and `removeIndex` have an option for it. */
function concurrently(at: WrittenOperation, now: readonly BareOperation[]): readonly Changes[] {
  const { file, start, end } = at.operation.span
  const [only, ...more] = now
  const module = at.files.module(file.path)
  const isWanted = (only?.kind === 'createIndex' || only?.kind === 'dropIndex') && only.concurrently
  if (!isWanted || more.length > 0 || !module || at.operation.writtenAt) return []
  const call = pathTo(module.program, start, end).findLast(({ type }) => type === 'CallExpression')
  const [callee, ...args] = call ? childrenOf(call) : []
  const method = callee && nameOf(childrenOf(callee)[1])
  if (!call || (method !== 'addIndex' && method !== 'removeIndex')) return []
  const last = args.at(-1)
  if (last?.type === 'ObjectExpression') {
    const inside = last.range[0] + 1
    // A transaction in which CONCURRENTLY fails is not left by an option.
    if (optionIn(last).length > 0) return []
    return [edited({ span: spanOf(file, inside, inside), text: ' concurrently: true,' })]
  }
  if (!last || args.length !== 2) return []
  const behind = last.range[1]
  return [edited({ span: spanOf(file, behind, behind), text: ', { concurrently: true }' })]
}
