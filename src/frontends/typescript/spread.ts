/** Lists of expressions with spreads: arguments and array elements. */
import { spanOf, type Span } from '../../source/span.ts'
import type { Interpreter } from './interpreter.ts'
import type { Expression, Spread } from './nodes.ts'
import { elementsOf } from './object-tools.ts'
import { spanOfNode } from './spans.ts'
import { doubtOf, UNDEFINED } from './value-tools.ts'
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
  nodes: readonly (Expression | Spread | null)[],
  scope: Scope,
): SpreadValues {
  const values: Value[] = []
  const spans: Span[] = []
  let doubt: UnknownValue | undefined
  for (const node of nodes) {
    if (node === null) {
      values.push(UNDEFINED)
      spans.push(spans.at(-1) ?? spanOf(interpreter.file, 0, 0))
      continue
    }
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
