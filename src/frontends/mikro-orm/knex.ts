/** The Knex that MikroORM hands out: its raw SQL is read, and of its builders what they are about. */
import {
  concatMapped,
  mappedText,
  sliceMapped,
  standingFor,
  type MappedText,
} from '../../source/mapped-text.ts'
import { textOf, splitName } from '../typescript/arguments.ts'
import { entriesOf, givenTo, isGiven, listOf, type Given } from '../typescript/given.ts'
import { hostValue, stringValue, UNDEFINED, unknown } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from '../typescript/values.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { formatQuery } from './format-query.ts'
import type { Fragment, FragmentHost } from './fragments.ts'

const ROWS = unknown('query result', 'the rows are known only at run time')

/** The object that `getKnex()` gives, and `this.ctx`. */
export function knexObject(): HostObject {
  return {
    name: 'knex',
    reachesDatabase: true,
    apply: call => startBuilder(call, textOf(call.args[0])),
    properties: { schema: hostValue(schemaHost()), fn: hostValue(FUNCTIONS) },
    methods: {
      raw: call => call.lazy(rawHost(call)),
      ref: call =>
        hostValue(pieceHost({ sql: standingFor('??', call.span), params: givenTo(call).slice(0, 1) })),
      transaction: call => call.promise(call.invoke(call.args[0], [hostValue(knexObject())])),
    },
    otherCall: (method, call) => {
      const isTable = method === 'from' || method === 'into' || method === 'table'
      return startBuilder(call, isTable ? textOf(call.args[0]) : undefined, method)
    },
  }
}

const FUNCTIONS: HostObject = {
  name: 'knex.fn',
  reachesDatabase: false,
  methods: {
    now: call => hostValue(pieceHost({ sql: standingFor('CURRENT_TIMESTAMP', call.span), params: [] })),
    uuid: call => hostValue(pieceHost({ sql: standingFor('(gen_random_uuid())', call.span), params: [] })),
  },
}

function pieceHost(fragment: Fragment): FragmentHost {
  return {
    name: 'knex.raw',
    reachesDatabase: false,
    fragment: () => fragment,
    otherCall: (_, call) => call.self,
  }
}

/** `knex.raw(sql, bindings)`: sent when it is awaited, or by whatever it is given to. */
function rawHost(call: HostCall): FragmentHost {
  const [sql, given] = givenTo(call)
  const text = sql ? textOfGiven(sql) : mappedText('', [])
  let isTaken = false
  return {
    name: 'knex.raw',
    reachesDatabase: true,
    fragment() {
      isTaken = true
      return knexBindings(text, given)
    },
    otherCall: (_, chained) => chained.self,
    settle(settling) {
      if (!isTaken) {
        const known = sql?.value.kind === 'string' || isGiven(given)
        settling.sql(known ? stringValue(formatQuery(knexBindings(text, given))) : sql?.value)
      }
      return settling.promise(ROWS)
    },
  }
}

/** Knex binds a value that is no list as a list of one, and names with a colon behind them as identifiers. */
function knexBindings(sql: MappedText, given: Given | undefined): Fragment {
  if (!isGiven(given)) return { sql, params: [] }
  const named = entriesOf(given)
  if (named) return positional(sql, new Map(named))
  const { kind } = given.value
  return { sql, params: kind === 'array' ? listOf(given) : kind === 'unknown' ? undefined : [given] }
}

const NAMED = /\\?(?::(\w+):(?=::)|:(\w+):(?!:)|:(\w+))/gu

/** Names in the text as question marks: https://knexjs.org/guide/raw.html#raw-parameter-binding */
function positional(sql: MappedText, values: ReadonlyMap<string, Given>): Fragment {
  const parts: MappedText[] = []
  const params: Given[] = []
  let done = 0
  for (const match of sql.text.matchAll(NAMED)) {
    const identifier = match[1] ?? match[2]
    const value = values.get(identifier ?? match[3] ?? '')
    const end = match.index + match[0].length
    const span = sliceMapped(sql, match.index, end).pieces[0]?.span
    if (!value || !span || match[0].startsWith('\\')) continue
    parts.push(sliceMapped(sql, done, match.index), standingFor(identifier === undefined ? '?' : '??', span))
    params.push(value)
    done = end
  }
  return { sql: concatMapped([...parts, sliceMapped(sql, done)]), params }
}

const WRITES = new Set(['insert', 'update', 'del', 'delete', 'truncate', 'increment', 'decrement', 'upsert'])
const TABLES = new Set(['from', 'into', 'table'])

/** A query builder: what it sends is Knex's own business, so only its table is told. */
function startBuilder(call: HostCall, table: string | undefined, first = ''): Value {
  const said = { table, writes: WRITES.has(first), isTaken: false }
  const host: BuilderHost = {
    name: 'knex builder',
    reachesDatabase: true,
    take(taking) {
      said.isTaken = true
      report(taking, said)
    },
    otherCall(method, chained) {
      if (WRITES.has(method)) said.writes = true
      if (TABLES.has(method)) said.table = textOf(chained.args[0]) ?? said.table
      return chained.self
    },
    settle(settling) {
      if (!said.isTaken) report(settling, said)
      return settling.promise(ROWS)
    },
  }
  return call.lazy(host)
}

/** A builder given to `addSql` or `execute`, which sends it. */
interface BuilderHost extends HostObject {
  readonly take: (call: HostCall) => void
}

/** Records what a builder does that `call` sends; false when the value is none. */
export function takeBuilder(value: Value | undefined, call: HostCall): boolean {
  if (value?.kind !== 'host' || !('take' in value.host)) return false
  ;(value.host as BuilderHost).take(call)
  return true
}

function report(
  call: HostCall,
  { table, writes }: { readonly table?: string | undefined; readonly writes: boolean },
): void {
  const tables = table === undefined ? undefined : [splitName(table)]
  if (!writes) {
    call.emit({
      kind: 'selectRows',
      functions: [],
      reads: tables ?? [],
      ...(call.resultUsed ? { resultUsed: true } : {}),
    })
  } else call.opaque(BUILDER, undefined, tables)
}

const BUILDER = {
  reason: 'unknown call',
  message: 'A query of the builder of Knex is not read in a migration of MikroORM.',
  remedy: 'Write it as SQL: this.addSql(…).',
} as const

/** `knex.schema`: questions are guards, changes are reported. */
function schemaHost(): HostObject {
  const asks: HostMethod = call =>
    call.promise(unknown('query result', 'what exists is known only at run time', true))
  return {
    name: 'knex.schema',
    reachesDatabase: true,
    methods: { hasTable: asks, hasColumn: asks, withSchema: call => call.self },
    otherCall: (_method, call) => {
      const name = textOf(call.args[0])
      let isTaken = false
      const tell = (telling: HostCall): void => {
        if (!isTaken) telling.opaque(BUILDER, undefined, name === undefined ? undefined : [splitName(name)])
        isTaken = true
      }
      const host: BuilderHost = {
        name: 'knex.schema',
        reachesDatabase: true,
        take: tell,
        otherCall: (_further, chained) => chained.self,
        settle(settling) {
          tell(settling)
          return settling.promise(UNDEFINED)
        },
      }
      return call.lazy(host)
    },
  }
}
