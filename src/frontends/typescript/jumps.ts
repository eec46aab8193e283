/** How code goes on behind a `return`, `break` or `continue` that may or may not have been reached. */
import type { Completion, Interpreter } from './interpreter.ts'
import type { Statement } from './nodes.ts'
import type { Scope, UnknownValue, Value } from './values.ts'

type Jump = Exclude<Completion, undefined>

/** The code behind a jump that is only taken sometimes runs only sometimes; what it returned is waited for. */
export function mayJump(interpreter: Interpreter, jump: Jump, doubt: UnknownValue, scope: Scope): void {
  if (jump.kind === 'return') scope.frame.mayReturn.push(waitedFor(interpreter, jump.value, doubt, scope))
  const barrier = { return: 'function', break: 'loop', continue: 'iteration' } as const
  const label = jump.kind === 'return' ? undefined : jump.label
  interpreter.flow.mayLeave(barrier[jump.kind], doubt.guard ? 'guarded' : 'conditional', label)
}

/** The jump of two that leaves less: the other one may be taken instead of it. */
export function nearerFirst(left: Jump, right: Jump): readonly [Jump, Jump] {
  return reachOf(left) <= reachOf(right) ? [left, right] : [right, left]
}

function reachOf(jump: Jump): number {
  if (jump.kind === 'return') return 3
  return jump.label === undefined ? (jump.kind === 'continue' ? 0 : 1) : 2
}

/**
 * A promise or builder that is returned on one side of a condition. Joined with the other side's value it could not
 * be waited for any more, so that is done here, as whoever called the function does with what it returns.
 */
export function waitedFor(
  interpreter: Interpreter,
  value: Value,
  doubt: UnknownValue,
  { frame }: Scope,
): Value {
  if (value.kind !== 'host' && value.kind !== 'promise') return value
  const flow = doubt.guard ? 'guarded' : 'conditional'
  return interpreter.flow.within(flow, () => interpreter.settle(value, frame))
}

const LABELS = new WeakMap<Statement, ReadonlySet<string>>()

/** Remembers that a statement has a label, besides those that were around it. */
export function label(node: Statement, name: string, around: Statement): void {
  LABELS.set(node, new Set([name, ...labelsOf(around)]))
}

/** The labels that stand before a statement. */
export function labelsOf(node: Statement): ReadonlySet<string> {
  return LABELS.get(node) ?? new Set()
}
