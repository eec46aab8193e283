/** Entity managers, repositories and query builders: rows are changed through entities that stand in other files. */
import { hostValue, objectValue, textAt, unknown } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from '../typescript/values.ts'
import { query, sqlTag } from './queries.ts'
import { queryBuilder } from './query-builder.ts'
import { changeRows, condition, opaqueRows } from './rows.ts'
import type { TransactionMethods } from './transactions.ts'

const READS =
  /^(?:find|findOne|findBy|findOneBy|findOneOrFail|findOneByOrFail|findAndCount|count|countBy|exists?|existsBy|sum|average|minimum|maximum|createQueryBuilder|getId|hasId|create|merge|preload)$/u

const ROWS = unknown('query result', 'the rows are known only at run time')

/** An entity manager or data source. */
export function entityManager(name: string, transactions?: TransactionMethods): HostObject {
  const manager: HostObject = {
    name,
    reachesDatabase: true,
    methods: {
      query,
      sql: sqlTag,
      // The manager of a query runner stays on its connection: inside of a transaction this is a savepoint.
      transaction: call => {
        const callback = call.args.find(arg => arg.kind === 'function')
        transactions?.startTransaction(call)
        const result = call.invoke(callback, [hostValue(manager)])
        transactions?.commitTransaction(call)
        return call.promise(result)
      },
      getRepository: call => hostValue(repository(`${name}.getRepository()`, call.args[0])),
      withRepository: () => hostValue(repository(`${name}.withRepository()`, undefined)),
      getTreeRepository: call => hostValue(repository(`${name}.getTreeRepository()`, call.args[0])),
      getCustomRepository: () => hostValue(repository(`${name}.getCustomRepository()`, undefined)),
      createQueryBuilder: call => hostValue(queryBuilder(call.args[0])),
      ...rowMethods(call => call.args),
    },
    otherCall: (method, call) => rowsMethod(name, method, call),
  }
  return manager
}

/** `connection` and `dataSource`: their options tell the dialect. */
export function connection(): Value {
  const type = hostType()
  const options = objectValue(
    { type },
    { open: unknown('run-time value', 'the options of the connection are known only at run time') },
  )
  const driver = objectValue(
    { options },
    { open: unknown('run-time value', 'the driver is known only at run time') },
  )
  const manager = entityManager('connection')
  return hostValue({
    ...manager,
    name: 'queryRunner.connection',
    properties: { options, driver, manager: hostValue(manager) },
  })
}

/** Dialect switches are decided for PostgreSQL, the only dialect judged. */
function hostType(): Value {
  const file = { path: 'typeorm', text: '', lineStarts: [0] }
  return textAt('postgres', { file, start: 0, end: 0 })
}

function repository(name: string, entity: Value | undefined): HostObject {
  return {
    name,
    reachesDatabase: true,
    methods: {
      createQueryBuilder: () => hostValue(queryBuilder(entity)),
      ...rowMethods(call => [entity, ...call.args]),
    },
    otherCall: (method, call) => rowsMethod(name, method, call),
  }
}

/** `delete`, `update` and `insert`; the entity stands first. */
function rowMethods(
  argsOf: (call: HostCall) => readonly (Value | undefined)[],
): Readonly<Record<string, HostMethod>> {
  return {
    delete: call => {
      const [table, criteria] = argsOf(call)
      return changeRows(call, { kind: 'deleteRows', table, where: [condition(criteria, call.span)] })
    },
    update: call => {
      const [table, criteria, values] = argsOf(call)
      return changeRows(call, { kind: 'updateRows', table, values, where: [condition(criteria, call.span)] })
    },
    insert: call => {
      const [table, values] = argsOf(call)
      return changeRows(call, { kind: 'insertRows', table, values })
    },
  }
}

function rowsMethod(name: string, method: string, call: HostCall): Value {
  if (method === 'create' || method === 'merge' || method === 'getId') return ROWS
  if (READS.test(method)) {
    call.emit({
      kind: 'selectRows',
      functions: [],
      reads: [],
      ...(call.resultUsed ? { resultUsed: true } : {}),
    })
  } else opaqueRows(call, `${name}.${method}()`)
  return call.promise(ROWS)
}
