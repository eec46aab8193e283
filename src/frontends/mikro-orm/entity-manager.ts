/** Entity managers, connections and drivers: rows are changed through entities that stand in other files. */
import { hostValue, UNDEFINED, unknown } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from '../typescript/values.ts'
import { knexObject } from './knex.ts'
import { execute } from './sending.ts'

const ROWS = unknown('query result', 'the rows are known only at run time')

/** Methods that look and change nothing: https://mikro-orm.io/api/core/class/EntityManager */
const READS = /^(?:find\w*|count\w*|exists?|get\w*Repository|populate|refresh|lock|nativeFind|loadCount)$/u

/** Methods that do nothing in the database by themselves. */
const LOCAL =
  /^(?:create|persist|remove|assign|merge|map|getReference|clear|canPopulate|getMetadata|getPlatform|isInTransaction|\w*TransactionContext|getContext)$/u

/** `getEntityManager()`. */
export function entityManager(inTransaction: boolean): HostObject {
  return {
    name: 'this.getEntityManager()',
    reachesDatabase: true,
    methods: {
      execute,
      getKnex: () => hostValue(knexObject()),
      getConnection: () => hostValue(connection(inTransaction)),
      getDriver: () => hostValue(driver(inTransaction)),
      fork: () => hostValue(entityManager(inTransaction)),
      transactional: call => transactional(call, inTransaction),
      begin: control(inTransaction ? 'savepoint' : 'begin'),
      commit: control(inTransaction ? 'release' : 'commit'),
      rollback: control(inTransaction ? 'rollbackTo' : 'rollback'),
    },
    otherCall: (method, call) => onEntities(`getEntityManager().${method}()`, method, call),
  }
}

/** `this.driver`. */
export function driver(inTransaction: boolean): HostObject {
  return {
    name: 'this.driver',
    reachesDatabase: true,
    methods: {
      execute,
      getConnection: () => hostValue(connection(inTransaction)),
      createEntityManager: () => hostValue(entityManager(inTransaction)),
    },
    otherCall: (method, call) => onEntities(`driver.${method}()`, method, call),
  }
}

function connection(inTransaction: boolean): HostObject {
  return {
    name: 'this.driver.getConnection()',
    reachesDatabase: true,
    methods: {
      execute,
      getKnex: () => hostValue(knexObject()),
      transactional: call => transactional(call, inTransaction),
    },
  }
}

type Action = 'begin' | 'commit' | 'rollback' | 'savepoint' | 'release' | 'rollbackTo'

function control(action: Action): HostMethod {
  return call => {
    call.emit({ kind: 'transactionControl', action, byFramework: true })
    return undefined
  }
}

/** A callback between the begin and the end of a transaction, or of a savepoint inside of one. */
function transactional(call: HostCall, inTransaction: boolean): Value {
  const [begin, end] = inTransaction ? (['savepoint', 'release'] as const) : (['begin', 'commit'] as const)
  call.emit({ kind: 'transactionControl', action: begin, byFramework: true })
  const result = call.invoke(call.args[0], [hostValue(entityManager(true))])
  call.emit({ kind: 'transactionControl', action: end, byFramework: true })
  return call.promise(result)
}

function onEntities(name: string, method: string, call: HostCall): Value {
  if (LOCAL.test(method)) return ROWS
  if (READS.test(method)) {
    call.emit({
      kind: 'selectRows',
      functions: [],
      reads: [],
      ...(call.resultUsed ? { resultUsed: true } : {}),
    })
    return call.promise(ROWS)
  }
  call.opaque({
    reason: 'other file',
    message: `${name} changes rows through an entity of another file.`,
    remedy: 'Write the change as SQL: entities change after the migration was written.',
  })
  return call.promise(method === 'flush' ? UNDEFINED : ROWS)
}
