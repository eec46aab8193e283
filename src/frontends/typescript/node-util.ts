/** Node's `util` and `buffer`, as migrations use them: https://nodejs.org/api/util.html */
import { sliceMapped } from '../../source/mapped-text.ts'
import { promisify } from './node-callbacks.ts'
import {
  concatStrings,
  EMPTY,
  hostValue,
  mappedOf,
  primitive,
  stringValue,
  textAt,
  toStringValue,
  UNDEFINED,
  unknown,
} from './value-tools.ts'
import type { HostCall, HostObject, StringValue, Value } from './values.ts'

const DIRECTIVE = /%(?:[sdifjoOc%])/gu

/** `util.format(text, …)`: the values stand in it with their places, as in a template. */
function format(call: HostCall): Value {
  const [first, ...values] = call.args
  if (first?.kind !== 'string') return unknown('run-time value', 'what util.format gives is not known')
  const text = mappedOf(first)
  const put = (value: Value, i: number): StringValue =>
    toStringValue(value, call.spans[i + 1] ?? call.span, 'value')
  let made = EMPTY
  let at = 0
  let next = 0
  for (const match of values.length > 0 ? text.text.matchAll(DIRECTIVE) : []) {
    const value = values[next]
    if (match[0] !== '%%' && value === undefined) continue
    made = concatStrings(made, stringValue(sliceMapped(text, at, match.index)))
    made = concatStrings(made, match[0] === '%%' || !value ? textAt('%', call.span) : put(value, next++))
    at = match.index + match[0].length
  }
  made = concatStrings(made, stringValue(sliceMapped(text, at)))
  return values
    .slice(next)
    .reduce<StringValue>(
      (all, value, i) => concatStrings(concatStrings(all, textAt(' ', call.span)), put(value, next + i)),
      made,
    )
}

/** The module `util`. */
export const UTIL_MODULE: HostObject = {
  name: 'util',
  reachesDatabase: false,
  methods: { promisify, format },
  otherwise: name => (name === 'default' ? hostValue(UTIL_MODULE) : undefined),
}

/** The global `Buffer`: one made of a text is taken for the text. */
export const BUFFER: HostObject = {
  name: 'Buffer',
  reachesDatabase: false,
  methods: {
    from: ({ args }) => {
      const [value, encoding] = args
      const isPlain = encoding?.kind !== 'string' || /^utf-?8$/iu.test(mappedOf(encoding).text)
      return value?.kind === 'string' && isPlain
        ? value
        : unknown('run-time value', 'the buffer is not known')
    },
    isBuffer: () => primitive(false),
    concat: ({ args: [list] }) => {
      const parts = list?.kind === 'array' ? list.elements.value : [UNDEFINED]
      return parts.every(part => part.kind === 'string')
        ? parts.reduce<StringValue>(
            (left, right) => (right.kind === 'string' ? concatStrings(left, right) : left),
            EMPTY,
          )
        : unknown('run-time value', 'the buffer is not known')
    },
  },
}
