/** Pieces of code that are to be written, and what they need to be imported. */

/** What a call may need besides `op`: the exports of `migrate-lint/runner`. */
export type Helper = 'asc' | 'column' | 'desc' | 'f' | 'irreversible' | 'sql' | 't'

/** A piece of code; `plain` says the same without any import, where there is a way to say it so. */
export type Code =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'sql'; readonly text: string; readonly plain?: Code }
  | {
      readonly kind: 'call'
      readonly callee: string
      readonly args: readonly Code[]
      readonly plain?: Code
    }
  | { readonly kind: 'list'; readonly items: readonly Code[]; readonly eachOnItsLine?: true }
  | { readonly kind: 'object'; readonly entries: readonly Entry[] }

/** A property of an object. */
export type Entry = readonly [name: string, value: Code]

/** A text in quotes. */
export const text = (value: string): Code => ({ kind: 'text', text: value })

/** A number, `true`, `null`. */
export const word = (value: string | number | boolean | null): Code => ({ kind: 'word', word: String(value) })

/** A list of texts. */
export const texts = (values: readonly string[]): Code => list(values.map(text))

/** A list. */
export const list = (items: readonly Code[]): Code => ({ kind: 'list', items })

/** A list with a line for each item. */
export const lines = (items: readonly Code[]): Code => ({ kind: 'list', items, eachOnItsLine: true })

/** SQL that only the tag can say: elsewhere a text would be a value or a name. */
export const tagged = (sql: string): Code => ({ kind: 'sql', text: sql })

/** SQL where a text is SQL too. */
export const sqlOrText = (sql: string): Code => ({ kind: 'sql', text: sql, plain: text(sql) })

/** A call of a helper. */
export const helperCall = (callee: string, ...args: readonly Code[]): Code => ({ kind: 'call', callee, args })

/** An object of what is there; undefined when nothing is. */
export function object(entries: readonly (Entry | undefined)[]): Code | undefined {
  const given = entries.filter(entry => entry !== undefined)
  return given.length > 0 ? { kind: 'object', entries: given } : undefined
}

/** A property that is there when its value is. */
export function entry<T>(name: string, value: T | undefined, code: (value: T) => Code): Entry | undefined {
  return value === undefined ? undefined : [name, code(value)]
}

/** `name: true` for those of the flags that are set. */
export function flags<T extends object>(value: T, ...names: readonly (keyof T & string)[]): readonly Entry[] {
  return names.filter(name => value[name] === true).map(name => [name, word(true)])
}

/** `op.method(…)`; a last argument that is undefined stays out. */
export interface Method {
  readonly method: string
  readonly args: readonly Code[]
}

/** A call of `op` with its options, if there are any. */
export function method(name: string, args: readonly Code[], options?: Code): Method {
  return { method: name, args: options ? [...args, options] : args }
}

const HELPERS: Readonly<Record<Helper, true>> = {
  asc: true,
  column: true,
  desc: true,
  f: true,
  irreversible: true,
  sql: true,
  t: true,
}

/** The helpers that stand in the code. */
export function helpersIn(code: Code): ReadonlySet<Helper> {
  switch (code.kind) {
    case 'sql':
      return new Set(['sql'])
    case 'call': {
      const [name = ''] = code.callee.split('.')
      const own = isHelper(name) ? [name] : []
      return new Set([...own, ...code.args.flatMap(arg => [...helpersIn(arg)])])
    }
    case 'list':
      return new Set(code.items.flatMap(item => [...helpersIn(item)]))
    case 'object':
      return new Set(code.entries.flatMap(([, value]) => [...helpersIn(value)]))
    default:
      return new Set()
  }
}

function isHelper(name: string): name is Helper {
  return Object.hasOwn(HELPERS, name)
}

/** The same without helpers as far as that can be said. */
export function plainly(code: Code): Code {
  switch (code.kind) {
    case 'sql':
      return code.plain ?? code
    case 'call':
      return code.plain ?? { ...code, args: code.args.map(plainly) }
    case 'list':
      return { ...code, items: code.items.map(plainly) }
    case 'object':
      return { ...code, entries: code.entries.map(([name, value]): Entry => [name, plainly(value)]) }
    default:
      return code
  }
}
