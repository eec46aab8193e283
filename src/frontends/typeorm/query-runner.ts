/** TypeORM's `QueryRunner` as a table of calls: what its PostgreSQL driver sends for each. */
import { textOf } from '../typescript/arguments.ts'
import {
  concatStrings,
  hostValue,
  objectValue,
  textAt,
  UNDEFINED,
  unknown,
} from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from '../typescript/values.ts'
import { connection, entityManager } from './manager.ts'
import { SCHEMA_CALLS } from './schema-calls.ts'
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
  getCurrentSchema: call =>
    call.promise(unknown('query result', 'the current schema is known only at run time')),
  getCurrentDatabase: call => call.promise(unknown('query result', 'the database is known only at run time')),
  getTable: call => {
    const name = call.args[0]
    const known = name?.kind === 'string' ? name : textAt(`\${${textOf(name) ?? 'table'}}`, call.span)
    return call.promise(objectValue({ name: known }, { open: GUARD, maybe: GUARD }))
  },
}

const query: HostMethod = call => {
  call.sql(call.args[0])
  return call.promise(unknown('query result', 'the result of a query is known only at run time'))
}

/** Of a query runner that did not come with the migration, nothing more is known. */
const OTHER: Readonly<Record<string, HostMethod>> = {
  connect: () => UNDEFINED,
  release: () => UNDEFINED,
  enableSqlMemory: () => UNDEFINED,
  disableSqlMemory: () => UNDEFINED,
  clearSqlMemory: () => UNDEFINED,
}

/** A query runner; `inTransaction` tells whether TypeORM has begun one before the migration. */
export function queryRunner(inTransaction: boolean): HostObject {
  return {
    name: 'queryRunner',
    reachesDatabase: true,
    methods: {
      query,
      // A template tag in TypeORM 1.0: its values become parameters.
      sql: call => {
        if (call.template) call.boundSql(templateText(call))
        else call.sql(call.args[0])
        return call.promise(unknown('query result', 'the result of a query is known only at run time'))
      },
      ...SCHEMA_CALLS,
      ...QUESTIONS,
      ...OTHER,
      ...transactionMethods(inTransaction),
    },
    properties: {
      manager: hostValue(entityManager('queryRunner.manager', query)),
      connection: connection(query),
      dataSource: connection(query),
    },
  }
}

function templateText(call: HostCall): Value {
  const texts = call.template?.texts ?? []
  return texts.reduce((left, right, i) =>
    concatStrings(concatStrings(left, textAt(`$${String(i)}`, call.spans[i - 1] ?? call.span)), right),
  )
}
