/** Promises where the code wants an answer or a function. */
import type { Span } from '../../source/span.ts'
import type { CallSite, Interpreter } from './interpreter.ts'
import { unwrap, type Expression } from './nodes.ts'
import { shortSource, spanOfNode } from './spans.ts'
import type { Value } from './values.ts'

/** Whether a value is a promise, or a builder that works like one. */
export function isPending(value: Value): boolean {
  if (value.kind === 'host') return value.host.settle !== undefined && !value.host.isInert
  return value.kind === 'promise'
}

/** Remarks on a promise that is used as a condition: it always counts as true. */
export function asCondition(interpreter: Interpreter, node: Expression, value: Value): Value {
  if (!isPending(value)) return value
  const { file } = interpreter
  const span = spanOfNode(file, node)
  const remark = { kind: 'promiseCondition', source: shortSource(file, node), span } as const
  const tracker = value.kind === 'promise' || value.kind === 'host' ? value.tracker : undefined
  // What is kept in a variable may be awaited later: then the question is whether it was asked at all.
  const isKept = unwrap(node).type === 'Identifier'
  interpreter.sink.remarks.noteUnlessAwaited(remark, isKept ? tracker : undefined)
  return value
}

/** The source of an argument, short enough for a sentence. */
export function sourceAt({ file, start, end }: Span): string {
  return shortSource(file, { type: '', range: [start, end] })
}

/** What becomes of the promises that the callback of a list's method gives. */
const CALLBACKS: Readonly<Record<string, 'dropped' | 'kept' | 'taken for true'>> = {
  forEach: 'dropped',
  map: 'kept',
  flatMap: 'kept',
  filter: 'taken for true',
  find: 'taken for true',
  findIndex: 'taken for true',
  findLast: 'taken for true',
  some: 'taken for true',
  every: 'taken for true',
}

/** Remarks on a callback of a list's method that gives promises: nobody waits for them, or asks what they give. */
export function noteCallback(
  interpreter: Interpreter,
  method: string,
  { span }: CallSite,
  given: readonly Value[],
): void {
  const fate = Object.hasOwn(CALLBACKS, method) ? CALLBACKS[method] : undefined
  const trackers = given.flatMap(each => (each.kind === 'promise' ? [each.tracker] : []))
  if (fate === undefined || trackers.length === 0) return
  const { remarks } = interpreter.sink
  if (fate === 'taken for true') remarks.note({ kind: 'asyncPredicate', method, span })
  remarks.noteDropped({ kind: 'asyncCallback', method, span }, trackers)
}

/** Remarks on a promise that is given where a function belongs. */
export function noteCalled(
  interpreter: Interpreter,
  value: Value | undefined,
  span: Span | undefined,
): boolean {
  if (!value || !isPending(value)) return false
  if (span) interpreter.sink.remarks.note({ kind: 'calledCallback', source: sourceAt(span), span })
  return true
}
