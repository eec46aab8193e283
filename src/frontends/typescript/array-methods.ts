/** Methods of arrays, on lists whose elements are known. */
import type { Span } from '../../source/span.ts'
import type { Interpreter } from './interpreter.ts'
import { areEqual } from './operators.ts'
import {
  arrayValue,
  concatStrings,
  mappedOf,
  primitive,
  stringValue,
  textAt,
  toStringValue,
  truthOf,
  UNDEFINED,
  unknown,
} from './value-tools.ts'
import { concatMapped } from '../../source/mapped-text.ts'
import type { ArrayValue, StringValue, Value } from './values.ts'

/** A call of a method of an array. */
export interface ArrayCall {
  readonly interpreter: Interpreter
  readonly self: ArrayValue
  readonly list: readonly Value[]
  readonly args: readonly Value[]
  readonly span: Span
  /** Calls the function given as first argument. */
  readonly invoke: (...args: readonly Value[]) => Value
}

type ArrayMethod = (call: ArrayCall) => Value

const UNSURE = unknown('run-time value', 'what the list method gives is known only at run time')

/** What each method gives. */
export const ARRAY_METHODS: Readonly<Record<string, ArrayMethod>> = {
  map: call => arrayValue(each(call)),
  forEach: call => {
    each(call)
    return UNDEFINED
  },
  flatMap: call => arrayValue(each(call).flatMap(flatten)),
  filter: call => {
    const kept = each(call).map(truthOf)
    if (kept.includes(undefined)) return UNSURE
    return arrayValue(call.list.filter((_, index) => kept[index]))
  },
  find: call => call.list[firstTrue(call) ?? -1] ?? (firstTrueIsSure(call) ? UNDEFINED : UNSURE),
  findIndex: call => (firstTrueIsSure(call) ? primitive(firstTrue(call) ?? -1) : UNSURE),
  some: call => quantified(each(call).map(truthOf), true),
  every: call => quantified(each(call).map(truthOf), false),
  reduce: call => {
    const [start, rest] = call.args[1]
      ? [call.args[1], call.list]
      : [call.list[0] ?? UNDEFINED, call.list.slice(1)]
    return rest.reduce((sum, value, index) => call.invoke(sum, value, primitive(index), call.self), start)
  },
  join: ({ list, args, span }) => {
    const separator = args[0]?.kind === 'string' ? args[0] : textAt(',', span)
    return joined(list, args.length > 0 && args[0]?.kind !== 'string' ? textAt(',', span) : separator, span)
  },
  concat: ({ list, args }) => {
    if (args.some(arg => arg.kind === 'unknown')) return UNSURE
    return arrayValue([...list, ...args.flatMap(flatten)])
  },
  slice: ({ list, args }) => arrayValue(list.slice(numberOf(args[0]), numberOf(args[1]))),
  reverse: call => replace(call, call.list.toReversed()),
  toReversed: ({ list }) => arrayValue(list.toReversed()),
  flat: ({ list }) => arrayValue(list.flatMap(flatten)),
  includes: ({ list, args }) => {
    const wanted = args[0] ?? UNDEFINED
    return quantified(
      list.map(value => areEqual(value, wanted, true)),
      true,
    )
  },
  indexOf: ({ list, args }) => {
    const equal = list.map(value => areEqual(value, args[0] ?? UNDEFINED, true))
    return equal.includes(undefined) ? UNSURE : primitive(equal.indexOf(true))
  },
  at: ({ list, args }) => list.at(numberOf(args[0]) ?? 0) ?? UNDEFINED,
  keys: ({ list }) => arrayValue(list.map((_, index) => primitive(index))),
  values: ({ list }) => arrayValue(list),
  entries: ({ list }) => arrayValue(list.map((value, index) => arrayValue([primitive(index), value]))),
  sort: call => {
    const list = sorted(call)
    return list ? replace(call, list) : UNSURE
  },
  toSorted: call => {
    const list = sorted(call)
    return list ? arrayValue(list) : UNSURE
  },
  splice: call => {
    const changed = spliced(call)
    if (!changed) return replace(call, [UNSURE])
    replace(call, changed.kept)
    return arrayValue(changed.removed)
  },
  toSpliced: call => {
    const changed = spliced(call)
    return changed ? arrayValue(changed.kept) : UNSURE
  },
  with: ({ list, args }) => {
    const index = numberOf(args[0])
    return index === undefined
      ? UNSURE
      : arrayValue(list.map((each, i) => (i === index ? (args[1] ?? UNDEFINED) : each)))
  },
  fill: call =>
    call.args.length === 1
      ? replace(
          call,
          call.list.map(() => call.args[0] ?? UNDEFINED),
        )
      : replace(call, [UNSURE]),
  copyWithin: call => replace(call, [UNSURE]),
  lastIndexOf: ({ list, args }) => {
    const equal = list.map(value => areEqual(value, args[0] ?? UNDEFINED, true))
    return equal.includes(undefined) ? UNSURE : primitive(equal.lastIndexOf(true))
  },
  findLast: call => {
    const truths = each(call).map(truthOf)
    return truths.includes(undefined) ? UNSURE : (call.list[truths.lastIndexOf(true)] ?? UNDEFINED)
  },
  reduceRight: call => {
    const reversed = call.list.toReversed()
    const [start, rest] = call.args[1]
      ? [call.args[1], reversed]
      : [reversed[0] ?? UNDEFINED, reversed.slice(1)]
    return rest.reduce((sum, value) => call.invoke(sum, value), start)
  },
  toString: ({ list, span }: ArrayCall) => joined(list, textAt(',', span), span),
  push: ({ interpreter, self, list, args }) => change(interpreter, self, [...list, ...args]),
  unshift: ({ interpreter, self, list, args }) => change(interpreter, self, [...args, ...list]),
  pop: ({ interpreter, self, list }) => {
    change(interpreter, self, list.slice(0, -1))
    return list.at(-1) ?? UNDEFINED
  },
  shift: ({ interpreter, self, list }) => {
    change(interpreter, self, list.slice(1))
    return list[0] ?? UNDEFINED
  },
}

function each({ list, self, invoke }: ArrayCall): readonly Value[] {
  return list.map((value, index) => invoke(value, primitive(index), self))
}

function firstTrue(call: ArrayCall): number | undefined {
  for (const [index, value] of call.list.entries()) {
    const truth = truthOf(call.invoke(value, primitive(index), call.self))
    if (truth === undefined) return undefined
    if (truth) return index
  }
  return undefined
}

function firstTrueIsSure(call: ArrayCall): boolean {
  return !each(call).map(truthOf).includes(undefined)
}

function quantified(truths: readonly (boolean | undefined)[], decisive: boolean): Value {
  if (truths.includes(decisive)) return primitive(decisive)
  return truths.includes(undefined) ? UNSURE : primitive(!decisive)
}

function flatten(value: Value): readonly Value[] {
  return value.kind === 'array' ? value.elements.value : [value]
}

function change(interpreter: Interpreter, self: ArrayValue, list: readonly Value[]): Value {
  interpreter.step(1 + Math.floor(list.length / 200))
  interpreter.journal.write(self.elements, list)
  return primitive(list.length)
}

function joined(list: readonly Value[], separator: StringValue, span: Span): Value {
  let text: StringValue = stringValue(concatMapped([]))
  list.forEach((value, index) => {
    const part = isMissing(value) ? text : undefined
    if (index > 0) text = concatStrings(text, separator)
    if (!part) text = concatStrings(text, toStringValue(value, span, `list[${String(index)}]`))
  })
  return text
}

function isMissing(value: Value): boolean {
  return value.kind === 'primitive' && (value.value === null || value.value === undefined)
}

/** The list in order; undefined when the order is not known. */
function sorted({ list, args, invoke }: ArrayCall): readonly Value[] | undefined {
  if (list.length > 1000) return undefined
  if (args.length === 0) {
    const texts = list.flatMap(value => (value.kind === 'string' ? [value] : []))
    if (texts.length !== list.length) return undefined
    return texts.toSorted((a, b) => (mappedOf(a).text < mappedOf(b).text ? -1 : 1))
  }
  let sure = true
  const ordered = list.toSorted((a, b) => {
    const order = sure ? numberOf(invoke(a, b)) : 0
    sure &&= order !== undefined
    return order ?? 0
  })
  return sure ? ordered : undefined
}

/** What `splice` leaves and takes away; undefined when it is not known where. */
function spliced({ list, args }: ArrayCall) {
  const [start, count, ...added] = args
  const from = numberOf(start)
  const length = count ? numberOf(count) : list.length
  if (from === undefined || length === undefined) return undefined
  return {
    kept: list.toSpliced(from, length, ...added),
    removed: list.slice(from).slice(0, Math.max(0, length)),
  }
}

function replace({ interpreter, self }: ArrayCall, list: readonly Value[]): Value {
  interpreter.journal.write(self.elements, list)
  return self
}

function numberOf(value: Value | undefined): number | undefined {
  return value?.kind === 'primitive' && typeof value.value === 'number' ? value.value : undefined
}
