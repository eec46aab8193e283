/** Clients and pools of node-postgres: https://node-postgres.com/apis/client */
import { property } from '../typescript/arguments.ts'
import { givenTo, isGiven, listOf } from '../typescript/given.ts'
import { partsOf, sendParts } from '../typescript/sql-parts.ts'
import { hostValue, mappedOf, primitive, stringValue, UNDEFINED, unknown } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from '../typescript/values.ts'
import { identifier, literal } from './pg-format.ts'

const ROWS = unknown('query result', 'the rows are known only at run time')

/** What a query of the catalogs finds tells whether something exists. */
const CATALOGS =
  /\binformation_schema\.|\bpg_(?:class|tables|views|indexes|constraint|type|enum|namespace|extension|attribute)\b|\bto_regclass\b/iu

/** `query(text, values)`, `query({ text, values })`, and with a callback at the end. */
const query: HostMethod = call => {
  const [first, second] = givenTo(call)
  const isConfig = first?.value.kind === 'object'
  const text = isConfig ? property(first.value, 'text') : first?.value
  const values = isConfig ? property(first.value, 'values') : isGiven(second) ? second.value : undefined
  const isBound = values?.kind === 'array' && listOf({ value: values, span: call.span }).length > 0
  const parts = partsOf(first?.value)
  if (parts) sendParts(call, parts)
  else if (isBound) call.boundSql(text)
  else call.sql(text)
  return answer(call, text)
}

/** With a callback nothing is returned; it is called with the rows. */
function answer(call: HostCall, text: Value | undefined): Value {
  const rows = asksCatalogs(text) ? { ...ROWS, guard: true as const } : ROWS
  const callback = call.args.at(-1)
  if (callback?.kind !== 'function') return call.promise(rows)
  call.invoke(callback, [primitive(null), rows])
  return UNDEFINED
}

function asksCatalogs(text: Value | undefined): boolean {
  return text?.kind === 'string' && CATALOGS.test(mappedOf(text).text)
}

const done: HostMethod = call => call.promise(UNDEFINED)

/** A client, or a pool. */
export const CLIENT: HostObject = {
  name: 'client',
  reachesDatabase: true,
  methods: {
    query,
    connect: call => call.promise(hostValue(CLIENT)),
    release: done,
    end: done,
    on: call => call.self,
    once: call => call.self,
    off: call => call.self,
    escapeIdentifier: call => written(call, identifier),
    escapeLiteral: call => written(call, literal),
  },
}

function written(call: HostCall, write: typeof identifier): Value {
  const [given] = givenTo(call)
  return given ? stringValue(write(given)) : UNDEFINED
}

/** What a runner hands to `up`: a client, or an object with it. */
export function parameter(): Value {
  const own = hostValue(CLIENT)
  const parts = Object.fromEntries(NAMES.map(name => [name, own]))
  return hostValue({
    ...CLIENT,
    properties: { ...parts, context: hostValue({ ...CLIENT, properties: parts }) },
  })
}

/** How clients are called in an object that holds them. */
export const NAMES = ['client', 'pool', 'pg', 'db', 'connection', 'tx', 'trx'] as const
