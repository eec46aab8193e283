/** Functions with their first arguments given: what `bind` makes, and how it is called. */
import type { CallSite } from './interpreter.ts'
import { UNDEFINED } from './value-tools.ts'
import type { FunctionValue, MethodValue, Value } from './values.ts'

/** The call with the bound arguments before its own; a method is called where it was bound. */
export function withBound(
  site: CallSite,
  bound: readonly Value[] | undefined,
  at?: MethodValue['boundAt'],
): CallSite {
  if (!bound) return site
  const spans = bound.map((_, i) => at?.spans[i] ?? site.span)
  return {
    ...site,
    span: at?.span ?? site.span,
    args: [...bound, ...site.args],
    spans: [...spans, ...site.spans],
  }
}

/** `fn.bind(self, …args)`. */
export function boundTo(
  on: FunctionValue | MethodValue,
  self: Value | undefined,
  site: CallSite,
): FunctionValue | MethodValue {
  const args = site.args.slice(1)
  const bound = args.length > 0 || on.bound ? { bound: [...(on.bound ?? []), ...args] } : {}
  if (on.kind === 'function') return { ...on, self: self ?? UNDEFINED, ...bound }
  const spans = [...(on.boundAt?.spans ?? []), ...site.spans.slice(1)]
  return { ...on, ...bound, boundAt: { span: site.span, spans } }
}

/** `[].slice.call(list)`: a method of a plain value goes with what it is called on. */
export function methodOn(method: MethodValue, self: Value | undefined): MethodValue {
  const isPlain = method.receiver.kind === 'array' || method.receiver.kind === 'string'
  return isPlain && self ? { ...method, receiver: self } : method
}
