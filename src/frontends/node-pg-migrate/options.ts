/** The options of a call: an object whose properties decide which words its statement has. */
import type { Given } from '../typescript/given.ts'
import { doubtOf, truthOf } from '../typescript/value-tools.ts'
import type { UnknownValue, Value } from '../typescript/values.ts'
import { notKnown, refused } from './refusal.ts'

/** Properties by name, as node-pg-migrate destructures them. */
export interface Options {
  /** What a property holds; undefined when it is absent or undefined. */
  get(name: string): Given | undefined
  /** The same, if it counts as true; a text that is not known does. */
  truthy(name: string): Given | undefined
  /** Whether it counts as true. */
  flag(name: string, otherwise?: boolean): boolean
  /** A word if the property counts as true. */
  word(name: string, text: string): string
  /** Names of the properties, in their order. */
  readonly names: readonly string[]
}

/** The options in an argument; what is no object has none. */
export function optionsOf(given: Given): Options {
  const { value, span } = given
  if (value.kind === 'unknown') throw notKnown('the argument', value)
  if (value.kind === 'primitive' && value.value === null) throw refused('null is given in place of options')
  const isObject = value.kind === 'object'
  return optionsIn(isObject ? value.properties.value : new Map(), {
    span,
    open: isObject ? value.open : undefined,
  })
}

/** Properties as options; `open` is what one that is not listed may be. */
export function optionsIn(
  properties: ReadonlyMap<string, Value>,
  { span, open }: Pick<Given, 'span'> & { readonly open?: UnknownValue | undefined },
): Options {
  const get = (name: string): Given | undefined => {
    const value = properties.get(name)
    if (!value && open) throw notKnown(`the option ${name}`, open)
    return !value || isUndefined(value) ? undefined : { value, span }
  }
  const flag = (name: string, otherwise = false): boolean => {
    const given = get(name)
    if (!given) return otherwise
    const truth = truthOf(given.value)
    if (truth === undefined) throw notKnown(`the option ${name}`, doubtOf(given.value), given.value)
    return truth
  }
  return {
    get,
    flag,
    truthy(name) {
      const given = get(name)
      return given && truthOf(given.value) !== false ? given : undefined
    },
    word: (name, text) => (flag(name) ? text : ''),
    names: [...properties.keys()],
  }
}

/** Whether nothing was given. */
export function isUndefined(value: Value): boolean {
  return value.kind === 'primitive' && value.value === undefined
}
