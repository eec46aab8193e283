/** `raw()`, the tags `sql` and `quote`, and what hangs on `sql`: https://mikro-orm.io/docs/raw-queries */
import { concatMapped, sliceMapped, standingFor, type MappedText } from '../../source/mapped-text.ts'
import { entriesOf, givenTo, isGiven, listOf, textIn, type Given } from '../typescript/given.ts'
import { hostValue, mappedOf, stringValue, textAt, unknown } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from '../typescript/values.ts'
import { joined, textOfGiven, write } from '../typescript/written-sql.ts'
import { fragmentOf, type Fragment, type FragmentHost } from './fragments.ts'

/** `raw(sql, params)` with a list, or with an object whose names stand in the text as `:name`. */
const raw: HostMethod = call => {
  const [sql, params] = givenTo(call)
  const known = fragmentOf(sql?.value)
  if (known) return fragmentValue(known)
  // A callback is given the alias of the table, which only queries of entities have.
  if (!sql || sql.value.kind !== 'string') return unknown('unknown call', 'what raw() gives is not known')
  return fragmentValue(bindings(textOfGiven(sql), params))
}

/** A text with the values that were given to it. */
export function bindings(sql: MappedText, params: Given | undefined): Fragment {
  if (!isGiven(params)) return { sql, params: [] }
  const named = entriesOf(params)
  if (named)
    return { sql: named.reduce((text, [name]) => positional(text, name), sql), params: named.map(valueOf) }
  return { sql, params: params.value.kind === 'array' ? listOf(params) : undefined }
}

function valueOf([, given]: readonly [string, Given]): Given {
  return given
}

/** The first `:name` becomes a question mark. */
function positional(sql: MappedText, name: string): MappedText {
  const at = sql.text.indexOf(`:${name}`)
  const end = at + name.length + 1
  const span = at < 0 ? undefined : sliceMapped(sql, at, end).pieces[0]?.span
  if (!span) return sql
  return concatMapped([sliceMapped(sql, 0, at), standingFor('?', span), sliceMapped(sql, end)])
}

/** The tag `sql`: its values are bound. */
const sqlTag: HostMethod = call => (call.template ? fragmentValue(templateOf(call, '?')) : raw(call))

/** The tag `quote`: its values are names. */
const quoteTag: HostMethod = call => (call.template ? fragmentValue(templateOf(call, '??')) : raw(call))

function templateOf(call: HostCall, mark: string): Fragment {
  const texts = (call.template?.texts ?? []).map(mappedOf)
  const parts = texts.flatMap((text, i) =>
    i === 0 ? [text] : [standingFor(mark, call.spans[i - 1] ?? call.span), text],
  )
  return { sql: concatMapped(parts), params: givenTo(call) }
}

/** `sql.ref('orders', 'id')`. */
const ref: HostMethod = call => {
  const keys = givenTo(call)
  const name = stringValue(joined(call.span, keys.map(textOfGiven), '.'))
  return fragmentValue({ sql: standingFor('??', call.span), params: [{ value: name, span: call.span }] })
}

const now: HostMethod = call => {
  const [length] = givenTo(call)
  const size = isGiven(length) ? write(call.span, '(', textOfGiven(length), ')') : standingFor('', call.span)
  return fragmentValue({ sql: write(call.span, 'current_timestamp', size), params: [] })
}

/** `sql.lower('email')`: the key stands in the text as it is. */
function sqlFunction(name: string): HostMethod {
  return call => {
    const [key] = givenTo(call)
    if (key?.value.kind !== 'string') return unknown('unknown call', `what sql.${name}() gives is not known`)
    return fragmentValue({ sql: write(call.span, name, '(', textOfGiven(key), ')'), params: [] })
  }
}

function fragmentValue(fragment: Fragment): Value {
  const host: FragmentHost = {
    name: 'raw',
    reachesDatabase: false,
    fragment: () => fragment,
    properties: { sql: stringValue(fragment.sql) },
    methods: {
      as: call => {
        const [alias] = givenTo(call)
        if (!alias) return call.self
        const isQuoted = /^[`"]/u.test(textIn(alias) ?? '')
        const end = isQuoted ? textOfGiven(alias) : standingFor('??', call.span)
        const params = isQuoted ? fragment.params : fragment.params && [...fragment.params, alias]
        return fragmentValue({ sql: write(call.span, fragment.sql, ' as ', end), params })
      },
      clone: call => call.self,
    },
  }
  return hostValue(host)
}

/** What migrations import from `@mikro-orm/core` and its like to write SQL. */
export const CORE: HostObject = {
  name: '@mikro-orm/core',
  reachesDatabase: false,
  properties: {
    raw: hostValue({ name: 'raw', reachesDatabase: false, apply: raw }),
    quote: hostValue({ name: 'quote', reachesDatabase: false, apply: quoteTag }),
    sql: hostValue({
      name: 'sql',
      reachesDatabase: false,
      apply: sqlTag,
      methods: { ref, now, lower: sqlFunction('lower'), upper: sqlFunction('upper') },
    }),
    defineConfig: hostValue({
      name: 'defineConfig',
      reachesDatabase: false,
      apply: call => call.args[0] ?? textAt('', call.span),
    }),
  },
}
