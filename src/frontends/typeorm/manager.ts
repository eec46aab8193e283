/** Entity managers, repositories and query builders: rows are changed through entities that stand in other files. */
import { splitName, textOf } from '../typescript/arguments.ts'
import { hostValue, objectValue, textAt, unknown } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from '../typescript/values.ts'
import { queryBuilder } from './query-builder.ts'

const READS =
  /^(?:find|findOne|findBy|findOneBy|findOneOrFail|findOneByOrFail|findAndCount|count|countBy|exists?|existsBy|sum|average|minimum|maximum|createQueryBuilder|getId|hasId|create|merge|preload)$/u

const ROWS = unknown('query result', 'the rows are known only at run time')

/** An entity manager or data source. */
export function entityManager(name: string, query: HostMethod): HostObject {
  const manager: HostObject = {
    name,
    reachesDatabase: true,
    methods: {
      query,
      // Inside of a migration this is a savepoint of the same transaction.
      transaction: call => {
        const callback = call.args.find(arg => arg.kind === 'function')
        return call.promise(call.invoke(callback, [hostValue(manager)]))
      },
      getRepository: call => hostValue(repository(`${name}.getRepository()`, call.args[0])),
      withRepository: () => hostValue(repository(`${name}.withRepository()`, undefined)),
      getTreeRepository: call => hostValue(repository(`${name}.getTreeRepository()`, call.args[0])),
      getCustomRepository: () => hostValue(repository(`${name}.getCustomRepository()`, undefined)),
      createQueryBuilder: call => hostValue(queryBuilder(call.args[0])),
      delete: call => changeRows(call, 'deleteRows', call.args[0]),
      update: call => changeRows(call, 'updateRows', call.args[0]),
      insert: call => changeRows(call, 'insertRows', call.args[0]),
    },
    otherCall: (method, call) => rowsMethod(name, method, call),
  }
  return manager
}

/** `connection` and `dataSource`: their options tell the dialect. */
export function connection(query: HostMethod): Value {
  const type = hostType()
  const options = objectValue(
    { type },
    { open: unknown('run-time value', 'the options of the connection are known only at run time') },
  )
  const driver = objectValue(
    { options },
    { open: unknown('run-time value', 'the driver is known only at run time') },
  )
  const manager = entityManager('connection', query)
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
      delete: call => changeRows(call, 'deleteRows', entity),
      update: call => changeRows(call, 'updateRows', entity),
      insert: call => changeRows(call, 'insertRows', entity),
    },
    otherCall: (method, call) => rowsMethod(name, method, call),
  }
}

/** TypeORM refuses to change rows without criteria: https://typeorm.io/docs/working-with-entity-manager/entity-manager-api */
const CRITERIA = { sql: '…', functions: [], columns: [], provesNotNull: [] }

/** Rows of an entity that is named by a text; a class of another file may be any table. */
export function changeRows(
  call: HostCall,
  kind: 'deleteRows' | 'updateRows' | 'insertRows',
  entity: Value | undefined,
): Value {
  const name = textOf(entity)
  if (name === undefined) opaqueRows(call, 'The rows')
  else {
    const table = splitName(name)
    if (kind === 'insertRows') call.emit({ kind, table, columns: [], reads: [] })
    else if (kind === 'updateRows') call.emit({ kind, table, set: [], where: CRITERIA, reads: [] })
    else call.emit({ kind, table, where: CRITERIA, reads: [] })
  }
  return call.promise(ROWS)
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

/** Records rows changed through an entity whose table is not known here. */
export function opaqueRows(call: HostCall, what: string): void {
  call.opaque({
    reason: 'other file',
    message: `${what} ${what.endsWith(')') ? 'changes rows' : 'are changed'} through an entity of another file.`,
    remedy: 'Write the change as SQL: entities change after the migration was written.',
  })
}
