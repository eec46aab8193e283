/** The class that migrations extend: https://mikro-orm.io/docs/migrations#migration-class */
import { cellOf } from '../typescript/cells.ts'
import { methodOf } from '../typescript/members.ts'
import { hostValue, primitive, UNDEFINED, unknown } from '../typescript/value-tools.ts'
import type { HostMethod, HostObject, Value } from '../typescript/values.ts'
import { hasUnknownBase } from './detect.ts'
import { driver, entityManager } from './entity-manager.ts'
import { knexObject } from './knex.ts'
import { execute, send } from './sending.ts'

/** What is added is sent, one by one, when `up` or `down` has come to its end. */
const addSql: HostMethod = call => {
  send(call.queued(), false)
  return UNDEFINED
}

const nothing: HostMethod = () => UNDEFINED

/** The class; `inTransaction` tells whether what its entity manager begins is a savepoint. */
export function migrationClass(inTransaction: boolean): HostObject {
  return {
    name: 'this',
    reachesDatabase: true,
    properties: {
      driver: hostValue(driver(inTransaction)),
      ctx: hostValue(knexObject()),
      config: unknown('run-time value', 'the settings of MikroORM are known only at run time'),
    },
    methods: {
      addSql,
      execute,
      getKnex: () => hostValue(knexObject()),
      getEntityManager: () => hostValue(entityManager(inTransaction)),
      getQueries: () => hostValue(QUERIES),
      isTransactional: () => primitive(true),
      reset: nothing,
      setTransactionContext: nothing,
    },
  }
}

/** The list that `addSql` appends to. */
const QUERIES: HostObject = {
  name: 'this.getQueries()',
  reachesDatabase: true,
  methods: {
    push: call => {
      for (const each of call.args) send(call.queued().withArgs([each]), false)
      return UNDEFINED
    },
  },
}

/** A migration whose base stands in a file that is not read has what it calls of the framework all the same. */
export function withFramework(instance: Value, framework: HostObject): Value {
  if (instance.kind !== 'object' || !instance.class || !hasUnknownBase(instance.class)) return instance
  const made = instance.class
  const methods = Object.entries(framework.methods ?? {})
    .filter(([name]) => !methodOf(made, name, false))
    .map(
      ([name, apply]) => [name, hostValue({ name: `this.${name}`, reachesDatabase: true, apply })] as const,
    )
  const own = instance.properties.value
  const all = new Map([...Object.entries(framework.properties ?? {}), ...methods, ...own])
  return { ...instance, properties: cellOf<ReadonlyMap<string, Value>>(all, left => left) }
}
