/** The `sql` of Postgres.js that a migration is given: https://github.com/porsager/postgres#queries */
import type { MappedText } from '../../source/mapped-text.ts'
import { givenTo, isGiven, listOf } from '../typescript/given.ts'
import { partsHost, partsValue, sendParts, templateParts, type SqlPart } from '../typescript/sql-parts.ts'
import { hostValue, objectValue, stringValue, textAt, UNDEFINED, unknown } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from '../typescript/values.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { builderValue, escapeIdentifier, partsOfValue } from './builders.ts'

const ROWS = unknown('query result', 'the rows are known only at run time')

/** Reads a file of SQL by the path that the code gives; undefined where there is none. */
export type ReadSqlFile = (path: Value | undefined) => MappedText | undefined

/** The tag, also that of a transaction. */
export function sqlHost(readFile: ReadSqlFile): HostObject {
  const tag: HostMethod = call => {
    if (call.template) return query(call, templateParts(call, partsOfValue))
    const given = givenTo(call)
    const [name] = given
    if (given.length === 1 && name?.value.kind === 'string') return partsValue([escapeIdentifier(name)])
    return builderValue(given)
  }
  return {
    name: 'sql',
    reachesDatabase: true,
    apply: tag,
    properties: {
      types: hostValue(typed()),
      typed: hostValue(typed()),
      options: unknown('run-time value', 'the options of Postgres.js are known only at run time'),
    },
    methods: {
      unsafe,
      file: call => {
        const text = readFile(call.args[0])
        if (text) return query(call, [text], sending => sending.sql(stringValue(text)))
        call.opaque({ reason: 'other file', message: 'The file of SQL is not found in the project.' })
        return undefined
      },
      begin: call => transaction(call, 'begin', readFile),
      savepoint: call => transaction(call, 'savepoint', readFile),
      json: parameterOf,
      array: parameterOf,
      notify: call => {
        call.emit({ kind: 'noOperation', message: 'A notification is sent.' })
        return undefined
      },
      reserve: call => call.promise(hostValue(sqlHost(readFile))),
      end: call => call.promise(UNDEFINED),
      close: call => call.promise(UNDEFINED),
    },
  }
}

/** `sql.json(…)`, `sql.array(…)`, `sql.typed(…)`: one parameter. */
const parameterOf: HostMethod = call => {
  const [value] = givenTo(call)
  return value ? partsValue([{ span: value.span, value: textAt('', value.span) }]) : UNDEFINED
}

function typed(): HostObject {
  return {
    name: 'sql.typed',
    reachesDatabase: false,
    apply: parameterOf,
    otherCall: (_, call) => parameterOf(call),
  }
}

/** A query is sent when it is awaited or executed, or becomes a part of the one that it is put into. */
function query(call: HostCall, parts: readonly SqlPart[], send?: (sending: HostCall) => void): Value {
  let isDone = false
  const host: HostObject = partsHost(parts, {
    name: 'sql',
    reachesDatabase: true,
    onUse: () => {
      isDone = true
    },
    otherCall: (method, chained) => {
      if (method !== 'execute' && method !== 'forEach') return chained.self
      return chained.promise(chained.wait(chained.self))
    },
    settle: settling => {
      if (!isDone) (send ?? (each => sendParts(each, parts)))(settling)
      isDone = true
      return settling.promise(ROWS)
    },
  })
  return call.lazy(host)
}

/** `sql.unsafe(text, values)`: a text with `$1` in it, or, in a template, a piece of SQL as it stands. */
const unsafe: HostMethod = call => {
  const [text, values] = givenTo(call)
  if (!text) return UNDEFINED
  const hasValues = isGiven(values) && values.value.kind === 'array' && listOf(values).length > 0
  return query(call, [textOfGiven(text)], sending => {
    if (hasValues)
      sending.boundSql(text.value.kind === 'string' ? stringValue(textOfGiven(text)) : text.value)
    else sending.sql(text.value)
  })
}

/** `sql.begin(options, callback)`, `sql.savepoint(name, callback)`; a savepoint is not released. */
function transaction(call: HostCall, action: 'begin' | 'savepoint', readFile: ReadSqlFile): Value {
  call.emit({ kind: 'transactionControl', action, byFramework: true })
  const callback = call.args.find(arg => arg.kind === 'function')
  const result = waitForAll(call, call.invoke(callback, [hostValue(sqlHost(readFile))]))
  if (action === 'begin') call.emit({ kind: 'transactionControl', action: 'commit', byFramework: true })
  return call.promise(result)
}

/** The callback may return a list of queries. */
function waitForAll(call: HostCall, result: Value): Value {
  if (result.kind === 'array') for (const each of result.elements.value) call.wait(each)
  return result
}

/** What a runner hands to `up`: the tag, or an object with it. */
export function parameter(readFile: ReadSqlFile): Value {
  const host = sqlHost(readFile)
  const own = hostValue(host)
  const parts = { sql: own, client: own, db: own }
  return hostValue({ ...host, properties: { ...host.properties, ...parts, context: objectValue(parts) } })
}
