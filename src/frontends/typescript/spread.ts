/** Lists of expressions with spreads: arguments and array elements. */
import type { Span } from '../../source/span.ts'
import type { Interpreter } from './interpreter.ts'
import type { Expression, Spread } from './nodes.ts'
import { elementsOf } from './object-tools.ts'
import { spanOfNode } from './spans.ts'
import { doubtOf } from './value-tools.ts'
import type { Scope, UnknownValue, Value } from './values.ts'

/** Values in order; `doubt` when something unknown is spread among them. */
export interface SpreadValues {
  readonly values: readonly Value[]
  readonly spans: readonly Span[]
  readonly doubt?: UnknownValue | undefined
}

/** Evaluates a list and opens its spreads. */
export function spreadValues(
  interpreter: Interpreter,
  nodes: readonly (Expression | Spread)[],
  scope: Scope,
): SpreadValues {
  const values: Value[] = []
  const spans: Span[] = []
  let doubt: UnknownValue | undefined
  for (const node of nodes) {
    const span = spanOfNode(interpreter.file, node)
    const spreads = node.type === 'SpreadElement'
    const value = interpreter.evaluate(spreads ? node.argument : node, scope)
    const elements = spreads ? elementsOf(value) : [value]
    for (const element of elements ?? [doubtOf(value)]) {
      values.push(element)
      spans.push(span)
    }
    if (!elements) doubt = doubtOf(value)
  }
  return { values, spans, doubt }
}
