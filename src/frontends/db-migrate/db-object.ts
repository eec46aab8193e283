/** The `db` that a migration is given: https://db-migrate.readthedocs.io/en/latest/API/SQL/ */
import { standingFor } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { STRING_METHODS } from '../typescript/string-methods.ts'
import {
  arrayValue,
  concatStrings,
  hostValue,
  mappedOf,
  textAt,
  UNDEFINED,
  unknown,
} from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from '../typescript/values.ts'
import { changeColumn } from './change-column.ts'
import {
  addForeignKey,
  addIndex,
  createDatabase,
  dropDatabase,
  removeForeignKey,
  removeIndex,
  switchDatabase,
} from './keys-and-indexes.ts'
import { insert } from './rows.ts'
import { all, CONNECTION, runSql } from './run-sql.ts'
import { argumentsOf, done, send } from './sending.ts'
import { addColumn, createTable, dropTable, removeColumn, renameColumn, renameTable } from './tables.ts'

const SCHEMA: Readonly<Record<string, HostMethod>> = {
  createTable,
  dropTable,
  renameTable,
  addColumn,
  removeColumn,
  renameColumn,
  changeColumn,
  addIndex,
  removeIndex,
  addForeignKey,
  removeForeignKey,
  insert,
  runSql,
  all,
  createDatabase,
  dropDatabase,
  switchDatabase,
}

/** Names of the methods that tell db-migrate from other frameworks, and of those that others have as well. */
export const METHODS: ReadonlySet<string> = new Set(Object.keys(SCHEMA))

/** The object; where its runner opens transactions, the migration may end and begin them. */
export function dbObject(inTransaction: boolean): HostObject {
  const transaction =
    (sql: string): HostMethod =>
    call =>
      send(call, inTransaction ? [standingFor(sql, call.span)] : [], argumentsOf(call))
  return {
    name: 'db',
    reachesDatabase: true,
    properties: {
      connection: hostValue(CONNECTION),
      schema: unknown('run-time value', 'the schema is a setting'),
    },
    methods: {
      ...SCHEMA,
      startMigration: transaction('BEGIN;'),
      endMigration: transaction('COMMIT;'),
      checkDBMS: call => done(call, argumentsOf(call).callback, UNDEFINED),
      normalizeColumnSpec: call => call.args[0],
      escapeDDL: call => surrounded(call.args[0], '"', call.span),
      escapeString: call => surrounded(doubled(call), "'", call.span),
      escape: doubled,
      quoteDDLArr: call => each(call, '"'),
      quoteArr: call => each(call, "'"),
      close: call => call.promise(UNDEFINED),
    },
  }
}

function surrounded(value: Value | undefined, quote: string, span: Span): Value {
  if (value?.kind !== 'string') return value ?? UNDEFINED
  return concatStrings(concatStrings(textAt(quote, span), value), textAt(quote, span))
}

function each(call: HostCall, quote: string): Value {
  const [list] = call.args
  return list?.kind === 'array'
    ? arrayValue(list.elements.value.map(value => surrounded(value, quote, call.span)))
    : (list ?? UNDEFINED)
}

/** `escape`: quotes doubled. */
function doubled({ args: [value], span }: HostCall): Value {
  if (value?.kind !== 'string') return value ?? UNDEFINED
  const args = [textAt("'", span), textAt("''", span)]
  return STRING_METHODS['replaceAll']?.({ text: mappedOf(value), self: value, args, span }) ?? value
}
