/** TypeORM's `QueryRunner` as a table of calls: what its PostgreSQL driver sends for each. */
import { textOf } from '../typescript/arguments.ts'
import { hostValue, objectValue, textAt, UNDEFINED, unknown } from '../typescript/value-tools.ts'
import type { HostMethod, HostObject, Value } from '../typescript/values.ts'
import { connection, entityManager } from './manager.ts'
import { SCHEMA_CALLS } from './schema-calls.ts'
import { query, sqlTag } from './queries.ts'
import { transactionMethods } from './transactions.ts'

const GUARD = unknown('query result', 'whether it exists is known only in the database', true)

/** A guard: the answer is in the database. */
const asks: HostMethod = call => call.promise(GUARD)

const QUESTIONS: Readonly<Record<string, HostMethod>> = {
  hasTable: asks,
  hasColumn: asks,
  hasSchema: asks,
  hasDatabase: asks,
  getTables: asks,
  getViews: asks,
  getView: asks,
  getSchemas: asks,
  getDatabases: asks,
  getCurrentSchema: call =>
    call.promise(unknown('query result', 'the current schema is known only at run time')),
  getCurrentDatabase: call => call.promise(unknown('query result', 'the database is known only at run time')),
  getTable: call => {
    const name = call.args[0]
    const known = name?.kind === 'string' ? name : textAt(`\${${textOf(name) ?? 'table'}}`, call.span)
    return call.promise(objectValue({ name: known }, { open: GUARD, maybe: GUARD }))
  },
}

/** With the memory on, calls are kept until it is executed. */
const inMemory: HostMethod = call => {
  const message = 'Statements that TypeORM has kept in memory are sent here, whichever they are.'
  call.opaque({ reason: 'unknown call', message, remedy: 'Send each statement where it is written.' })
  return call.promise(UNDEFINED)
}

/** Of a query runner that did not come with the migration, nothing more is known. */
const OTHER: Readonly<Record<string, HostMethod>> = {
  connect: () => UNDEFINED,
  release: () => UNDEFINED,
  beforeMigration: () => UNDEFINED,
  afterMigration: () => UNDEFINED,
  enableSqlMemory: () => UNDEFINED,
  executeMemoryUpSql: inMemory,
  executeMemoryDownSql: inMemory,
  disableSqlMemory: () => UNDEFINED,
  clearSqlMemory: () => UNDEFINED,
  getMemorySql: () => unknown('run-time value', 'the statements in memory are known only at run time'),
  getReplicationMode: () => unknown('run-time value', 'the mode is known only at run time'),
}

/** Those of every query runner, with places for the ones that each has for itself. */
const METHODS: Readonly<Record<string, HostMethod>> = {
  query,
  sql: sqlTag,
  stream: query,
  ...SCHEMA_CALLS,
  ...QUESTIONS,
  ...OTHER,
  ...transactionMethods(false),
}

/** A query runner; `inTransaction` tells whether TypeORM has begun one before the migration. */
export function queryRunner(inTransaction: boolean): HostObject {
  const transactions = transactionMethods(inTransaction)
  const known: { manager?: Value; connection?: Value; dataSource?: Value } = {}
  return {
    name: 'queryRunner',
    reachesDatabase: true,
    methods: { ...METHODS, ...transactions },
    // Most migrations only send queries.
    properties: {
      get manager() {
        return (known.manager ??= hostValue(entityManager('queryRunner.manager', transactions)))
      },
      get connection() {
        return (known.connection ??= connection())
      },
      get dataSource() {
        return (known.dataSource ??= connection())
      },
    },
  }
}
