/** The `queryInterface` of a migration: https://sequelize.org/docs/v6/other-topics/query-interface/ */
import { givenTo, isGiven } from '../typescript/given.ts'
import { stringValue, UNDEFINED, unknown } from '../typescript/value-tools.ts'
import type { HostMethod, Value } from '../typescript/values.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { addColumn, changeColumn, removeColumn, renameColumn } from './columns.ts'
import { addConstraint, removeConstraint } from './constraints.ts'
import { CannotRead } from './given.ts'
import { addIndex, removeIndex } from './indexes.ts'
import {
  createFunction,
  createTrigger,
  dropFunction,
  dropTrigger,
  renameFunction,
  renameTrigger,
} from './routines.ts'
import {
  arithmetic,
  bulkDelete,
  bulkInsert,
  bulkUpdate,
  deleteRows,
  insert,
  ROWS,
  select,
  update,
  upsert,
} from './rows.ts'
import { sends, type Compose } from './statements.ts'
import {
  createDatabase,
  createSchema,
  createTable,
  dropDatabase,
  dropEnum,
  dropSchema,
  dropTable,
  renameTable,
} from './tables.ts'
import { quoteIdentifier, quoteIdentifiers, quoteTable, tableIn } from './text.ts'
import { escape } from './values.ts'

const onTable = (compose: Compose): HostMethod => sends(compose, { onTable: true })
const bound = (compose: Compose): HostMethod => sends(compose, { bound: true, result: ROWS })

/** A question whose answer is in the database. */
const asks: HostMethod = call =>
  call.promise(unknown('query result', 'what exists is known only in the database', true))

/** What is dropped depends on what the database has. */
const dropsAll =
  (what: string): HostMethod =>
  call => {
    const message = `${what} of the database is dropped, whichever it has.`
    call.opaque({ reason: 'query result', message, remedy: 'Name what is dropped.' })
    return call.promise(UNDEFINED)
  }

const TABLES: Readonly<Record<string, HostMethod>> = {
  createTable: onTable(createTable),
  dropTable: onTable(dropTable),
  renameTable: onTable(renameTable),
  addColumn: onTable(addColumn),
  removeColumn: onTable(removeColumn),
  changeColumn: onTable(changeColumn),
  renameColumn: onTable(renameColumn),
  addIndex: onTable(addIndex),
  removeIndex: onTable(removeIndex),
  addConstraint: onTable(addConstraint),
  removeConstraint: onTable(removeConstraint),
  createTrigger: onTable(createTrigger),
  dropTrigger: onTable(dropTrigger),
  renameTrigger: onTable(renameTrigger),
  dropAllTables: dropsAll('Every table'),
}

const OBJECTS: Readonly<Record<string, HostMethod>> = {
  createFunction: sends(createFunction),
  dropFunction: sends(dropFunction),
  renameFunction: sends(renameFunction),
  dropEnum: sends(dropEnum),
  dropAllEnums: dropsAll('Every enum'),
  createDatabase: sends(createDatabase),
  dropDatabase: sends(dropDatabase),
}

/** Sequelize's instances have these too. */
export const SCHEMAS: Readonly<Record<string, HostMethod>> = {
  createSchema: sends(createSchema),
  dropSchema: sends(dropSchema),
  dropAllSchemas: dropsAll('Every schema'),
  showAllSchemas: asks,
}

const ROW_METHODS: Readonly<Record<string, HostMethod>> = {
  bulkInsert,
  insert: bound(insert),
  upsert: bound(upsert),
  bulkUpdate: bound(bulkUpdate),
  update: bound(update),
  bulkDelete: sends(bulkDelete, { onTable: true, result: ROWS }),
  delete: sends(deleteRows, { result: ROWS }),
  increment: sends(arithmetic('+'), { result: ROWS }),
  decrement: sends(arithmetic('-'), { result: ROWS }),
  select: select(1),
  rawSelect: select(0),
}

const QUESTIONS: Readonly<Record<string, HostMethod>> = {
  describeTable: asks,
  tableExists: asks,
  showAllTables: asks,
  showIndex: asks,
  showConstraint: asks,
  getForeignKeyReferencesForTable: asks,
  getForeignKeysForTables: asks,
  pgListEnums: asks,
  assertTableHasColumn: asks,
  databaseVersion: call =>
    call.promise(unknown('query result', 'the version of the server is known only at run time')),
}

/** What only makes a text: `queryInterface.quoteIdentifier('order')`. */
export const QUOTING: Readonly<Record<string, HostMethod>> = {
  quoteIdentifier: text((given, span) => quoteIdentifier(textOfGiven(given), span)),
  quoteIdentifiers: text((given, span) => quoteIdentifiers(textOfGiven(given), span)),
  quoteTable: text(given => quoteTable(tableIn(given))),
  escape: text(given => escape(given)),
}

type WriteText = (
  given: Parameters<typeof escape>[0],
  span: Parameters<typeof quoteIdentifier>[1],
) => ReturnType<typeof escape>

function text(write: WriteText): HostMethod {
  return (call): Value => {
    const [given] = givenTo(call)
    if (!isGiven(given)) return UNDEFINED
    try {
      return stringValue(write(given, call.span))
    } catch (error) {
      if (error instanceof CannotRead) return unknown(error.why.reason, error.why.message)
      throw error
    }
  }
}

/** All methods by their names. */
export const QUERY_INTERFACE: Readonly<Record<string, HostMethod>> = {
  ...TABLES,
  ...OBJECTS,
  ...SCHEMAS,
  ...ROW_METHODS,
  ...QUESTIONS,
  quoteIdentifier: QUOTING['quoteIdentifier'] ?? asks,
  quoteIdentifiers: QUOTING['quoteIdentifiers'] ?? asks,
}
