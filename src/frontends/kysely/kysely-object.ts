/** The `db` that a migration is given: https://kysely-org.github.io/kysely-apidoc/classes/Kysely.html */
import { textOf } from '../typescript/arguments.ts'
import { hostValue, objectValue, primitive, UNDEFINED, unknown } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from '../typescript/values.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { caseValue } from './case-builder.ts'
import { sendPart } from './builder.ts'
import type { DbHost } from './db-host.ts'
import type { Db } from './draft.ts'
import { dynamicModule } from './dynamic.ts'
import { functionModule } from './functions.ts'
import { partOf } from './parts.ts'
import { withPlugin } from './plugins.ts'
import { queryCreatorMethods } from './query-creator.ts'
import { saidBy } from './said.ts'
import { schemaModule } from './schema-module.ts'

/** A Kysely, or what a transaction hands over. */
export function kyselyValue(db: Db, extra: Readonly<Record<string, HostMethod>> = {}): Value {
  const again = (other: Db): Value => kyselyValue(other, extra)
  const host: DbHost = {
    name: 'db',
    reachesDatabase: true,
    db,
    properties: {
      schema: hostValue(schemaModule(db)),
      fn: hostValue(functionModule(db.kit)),
      dynamic: hostValue(dynamicModule(db.kit)),
      introspection: hostValue(introspection()),
    },
    methods: {
      ...queryCreatorMethods(db),
      case: call => caseValue(saidBy(call, db.kit)),
      withSchema: call => {
        const [schema] = saidBy(call, db.kit).args
        return again({ ...db, plugins: { ...db.plugins, schema: schema && textOfGiven(schema) } })
      },
      withPlugin: call => again({ ...db, plugins: withPlugin(db.plugins, saidBy(call, db.kit).args[0]) }),
      withTables: call => call.self,
      withoutPlugins: () => again({ ...db, plugins: {} }),
      executeQuery,
      transaction: () => hostValue(transactionBuilder(db)),
      startTransaction: () => hostValue(controlledTransactionBuilder(db)),
      connection: () => hostValue(connectionBuilder(db)),
      destroy: call => call.promise(UNDEFINED),
      getExecutor: () => hostValue(executor()),
      ...extra,
    },
  }
  return hostValue(host)
}

/** `db.executeQuery(CompiledQuery.raw(text))` */
const executeQuery: HostMethod = call => {
  const part = partOf(call.args[0])
  if (part === undefined) {
    call.opaque({
      reason: 'unknown call',
      message: 'The query that is executed is not known.',
      remedy: 'Write the query as sql`…`.execute(db).',
    })
    return call.promise(unknown('query result', 'the rows are known only at run time'))
  }
  return call.promise(sendPart(part, {}, call.span, call))
}

/** What asks the database which tables there are: a branch on it is a guard. */
function introspection(): HostObject {
  const asks: HostMethod = call =>
    call.promise(unknown('query result', 'which tables there are is known only at run time', true))
  return {
    name: 'db.introspection',
    reachesDatabase: true,
    methods: { getTables: asks, getSchemas: asks, getMetadata: asks },
  }
}

function executor(): HostObject {
  const adapter = objectValue({
    supportsTransactionalDdl: primitive(true),
    supportsReturning: primitive(true),
    supportsCreateIfNotExists: primitive(true),
  })
  return { name: 'the executor', reachesDatabase: true, properties: { adapter } }
}

/** `db.connection().execute(db => …)` */
function connectionBuilder(db: Db): HostObject {
  return {
    name: 'db.connection()',
    reachesDatabase: true,
    methods: { execute: call => call.promise(call.invoke(call.args[0], [kyselyValue(db)])) },
  }
}

/** https://kysely.dev/docs/examples/transactions/simple-transaction */
function transactionBuilder(db: Db): HostObject {
  return {
    name: 'db.transaction()',
    reachesDatabase: true,
    methods: {
      setIsolationLevel: call => call.self,
      setAccessMode: call => call.self,
      execute: call => {
        call.emit({ kind: 'transactionControl', action: 'begin', byFramework: true })
        const result = call.invoke(call.args[0], [kyselyValue(db)])
        call.emit({ kind: 'transactionControl', action: 'commit', byFramework: true })
        return call.promise(result)
      },
    },
  }
}

/** One that the code ends by itself: https://kysely.dev/docs/examples/transactions/controlled-transaction */
function controlledTransactionBuilder(db: Db): HostObject {
  return {
    name: 'db.startTransaction()',
    reachesDatabase: true,
    methods: {
      setIsolationLevel: call => call.self,
      setAccessMode: call => call.self,
      execute: call => {
        call.emit({ kind: 'transactionControl', action: 'begin', byFramework: true })
        return call.promise(kyselyValue(db, controls(db)))
      },
    },
  }
}

type Control = 'commit' | 'rollback' | 'savepoint' | 'rollbackTo' | 'release'

const CONTROLS: Readonly<Record<string, Control>> = {
  commit: 'commit',
  rollback: 'rollback',
  savepoint: 'savepoint',
  rollbackToSavepoint: 'rollbackTo',
  releaseSavepoint: 'release',
}

/** Commands, which do nothing until they are executed. */
function controls(db: Db): Readonly<Record<string, HostMethod>> {
  return Object.fromEntries(
    Object.entries(CONTROLS).map(([method, action]): [string, HostMethod] => [
      method,
      call =>
        hostValue({
          name: `trx.${method}()`,
          reachesDatabase: true,
          methods: { execute: executing => control(action, call, executing, db) },
        }),
    ]),
  )
}

function control(action: Control, command: HostCall, call: HostCall, db: Db): Value {
  const name = textOf(command.args[0])
  call.emit({ kind: 'transactionControl', action, byFramework: true, ...(name !== undefined && { name }) })
  return call.promise(kyselyValue(db, controls(db)))
}
