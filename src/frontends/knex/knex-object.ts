/** The `knex` that a migration is given: https://knexjs.org/guide/ */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import {
  arrayValue,
  hostValue,
  objectValue,
  stringValue,
  textAt,
  UNDEFINED,
  unknown,
} from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from '../typescript/values.ts'
import { rawOf, stepOf, type SqlHost } from './drafts.ts'
import { queryBuilder } from './query-builder.ts'
import { bindRaw } from './raw.ts'
import { schemaHost } from './schema-builder.ts'
import { wrap } from './text.ts'
import { isGiven, numberOf } from '../typescript/given.ts'
import { textOfGiven } from '../typescript/written-sql.ts'

/** Whether what is run is inside a transaction, so that another one is a savepoint. */
export interface Surroundings {
  readonly inTransaction: boolean
  /** The head of the migration, which values without a place of their own point at. */
  readonly span: Span
}

/** The object that `up` and `down` get, and the `trx` of a transaction. */
export function knexObject(
  around: Surroundings,
  extra: Readonly<Record<string, HostMethod>> = {},
): HostObject {
  const text = (value: string): Value => textAt(value, around.span)
  const config = objectValue(
    { client: text('pg') },
    { open: unknown('run-time value', 'the settings of Knex are known only at run time') },
  )
  return {
    name: 'knex',
    reachesDatabase: true,
    properties: {
      schema: hostValue(schemaHost()),
      fn: hostValue(functions()),
      migrate: hostValue({ name: 'knex.migrate', reachesDatabase: true }),
      seed: hostValue({ name: 'knex.seed', reachesDatabase: true }),
      client: objectValue(
        { config, dialect: text('postgresql'), driverName: text('pg') },
        { open: unknown('run-time value', 'the client of Knex is known only at run time') },
      ),
    },
    apply: call => startQuery(call, true),
    methods: {
      raw: call => call.lazy(rawHost(call)),
      ref: call => hostValue(textHost(stepOf('ref', call).args.map(wrap)[0] ?? standingFor('""', call.span))),
      transaction: call => transaction(call, around),
      batchInsert: call => batchInsert(call, around),
      queryBuilder: call => startQuery(call, false),
      ...extra,
    },
    otherCall: (method, call) => (KNEX_ONLY.has(method) ? undefined : startWith(method, call)),
  }
}

/** Methods of the object itself that start no query. */
const KNEX_ONLY = new Set([
  'destroy',
  'initialize',
  'migrate',
  'seed',
  'on',
  'once',
  'commit',
  'rollback',
  'savepoint',
])

/** A query on the table given; registered, so that one that nobody awaits is not lost. */
function startQuery(call: HostCall, withTable: boolean): Value {
  const [table] = stepOf('table', call).args
  return call.lazy(queryBuilder(withTable ? table : undefined, call.span))
}

/** `knex.select('id').from('orders')`: the call is the first of the builder. */
function startWith(method: string, call: HostCall): Value | undefined {
  const host = queryBuilder(undefined, call.span)
  host.otherCall?.(method, call)
  return call.lazy(host)
}

/** `knex.raw(…)`: sent when it is awaited, or a part of what it is given to. */
function rawHost(call: HostCall): SqlHost {
  const { args, span } = stepOf('raw', call)
  const [sql, bindings] = args
  const inner = sql && rawOf(sql.value)
  const text = (): MappedText => inner ?? (sql ? bindRaw(textOfGiven(sql), bindings) : standingFor('', span))
  let embedded = false
  return {
    name: 'knex.raw',
    reachesDatabase: true,
    embed() {
      embedded = true
      return text()
    },
    otherCall(method, chained) {
      if (method !== 'toString' && method !== 'toQuery') return chained.self
      embedded = true
      return stringValue(text())
    },
    settle(settling) {
      if (!embedded)
        settling.sql(sql && sql.value.kind !== 'string' && !inner ? sql.value : stringValue(text()))
      return settling.promise(unknown('query result', 'the rows are known only at run time'))
    },
  }
}

/** A piece of SQL that cannot be sent by itself. */
function textHost(text: MappedText): SqlHost {
  return {
    name: 'knex.raw',
    reachesDatabase: false,
    embed: () => text,
    otherCall: (_method, call) => call.self,
  }
}

function functions(): HostObject {
  return {
    name: 'knex.fn',
    reachesDatabase: false,
    methods: {
      now: call => {
        const [precision] = stepOf('now', call).args
        const size = isGiven(precision) ? `(${numberOf(precision, 6)})` : ''
        return hostValue(textHost(standingFor(`CURRENT_TIMESTAMP${size}`, call.span)))
      },
      uuid: call => hostValue(textHost(standingFor('(gen_random_uuid())', call.span))),
    },
  }
}

/** Begins and ends around a piece of work. */
function within<T>(call: HostCall, { inTransaction }: Surroundings, work: () => T): T {
  const [begin, end] = inTransaction ? (['savepoint', 'release'] as const) : (['begin', 'commit'] as const)
  call.emit({ kind: 'transactionControl', action: begin, byFramework: true })
  const result = work()
  call.emit({ kind: 'transactionControl', action: end, byFramework: true })
  return result
}

/** With a callback it ends by itself; without one the code commits. */
function transaction(call: HostCall, around: Surroundings): Value {
  const [callback] = call.args
  const inside: Surroundings = { ...around, inTransaction: true }
  if (callback?.kind === 'function') {
    return call.promise(
      within(call, around, () => call.invoke(callback, [hostValue(knexObject(inside, ended))])),
    )
  }
  const { inTransaction } = around
  call.emit({ kind: 'transactionControl', action: inTransaction ? 'savepoint' : 'begin', byFramework: true })
  const end =
    (action: 'commit' | 'rollback'): HostMethod =>
    ending => {
      const nested = action === 'commit' ? 'release' : 'rollbackTo'
      ending.emit({ kind: 'transactionControl', action: inTransaction ? nested : action, byFramework: true })
      return ending.promise(UNDEFINED)
    }
  return call.promise(hostValue(knexObject(inside, { commit: end('commit'), rollback: end('rollback') })))
}

/** The callback's own `trx.commit()` is what Knex does at its end anyway. */
const ended: Readonly<Record<string, HostMethod>> = { commit: call => call.promise(UNDEFINED) }

/** A transaction with one INSERT for each thousand rows; rows that are not known are one INSERT. */
function batchInsert(call: HostCall, around: Surroundings): Value {
  const [table, rows, size] = stepOf('batchInsert', call).args
  const elements = rows?.value.kind === 'array' ? rows.value.elements.value : undefined
  const chunk = Math.max(1, numberOf(size, 1000))
  within(call, around, () => {
    for (let start = 0; start < Math.max(1, elements?.length ?? 0); start += chunk) {
      const part = elements ? arrayValue(elements.slice(start, start + chunk)) : rows?.value
      const host = queryBuilder(table, call.span)
      host.otherCall?.('insert', call.withArgs(part ? [part] : []))
      host.settle?.(call)
    }
  })
  return call.promise(unknown('query result', 'the ids are known only at run time'))
}
