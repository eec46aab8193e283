/** What callbacks of Kysely get, and what a migration imports from `kysely`. */
import { hostValue, UNDEFINED, unknown } from '../typescript/value-tools.ts'
import type { HostMethod, Value } from '../typescript/values.ts'
import { expressionBuilder } from './expression-builder.ts'
import { kyselyValue } from './kysely-object.ts'
import { queryCreator, queryCreatorMethods } from './query-creator.ts'
import { saidBy, type Kit } from './said.ts'
import { compiledRaw, sqlTag } from './sql-tag.ts'

const KIT: Kit = {
  expressionBuilder: () => {
    const { selectFrom } = queryCreatorMethods({ kit: KIT })
    return expressionBuilder(KIT, selectFrom ? { selectFrom } : {})
  },
  queryCreator: () => queryCreator({ kit: KIT }),
}

/** The `db` of a migration. */
export function database(): Value {
  return kyselyValue({ kit: KIT })
}

const plugin: HostMethod = () => hostValue({ name: 'the plugin', reachesDatabase: false })

/** The exports of the package that a migration may use; types are none. */
export const KYSELY: Value = hostValue({
  name: 'kysely',
  reachesDatabase: false,
  properties: {
    sql: hostValue(sqlTag(KIT)),
    CompiledQuery: hostValue({
      name: 'CompiledQuery',
      reachesDatabase: false,
      methods: { raw: call => compiledRaw(saidBy(call, KIT)) },
    }),
    Kysely: hostValue({ name: 'Kysely', reachesDatabase: false, construct: () => database() }),
  },
  methods: { expressionBuilder: () => KIT.expressionBuilder() },
  otherwise: name =>
    /Plugin$/u.test(name)
      ? hostValue({ name, reachesDatabase: false, construct: plugin })
      : name === 'default'
        ? UNDEFINED
        : unknown('unknown call', `${name} of kysely is not known to this frontend`),
})
