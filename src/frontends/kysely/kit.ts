/** What callbacks of Kysely get, and what a migration imports from `kysely`. */
import { hostValue, UNDEFINED, unknown } from '../typescript/value-tools.ts'
import type { Value } from '../typescript/values.ts'
import { expressionBuilder } from './expression-builder.ts'
import { kyselyValue } from './kysely-object.ts'
import type { Plugins } from './parts.ts'
import { PLUGIN_CLASSES } from './plugins.ts'
import { queryCreator, queryCreatorMethods } from './query-creator.ts'
import { saidBy, type Kit } from './said.ts'
import { compiledRaw, sqlTag } from './sql-tag.ts'

const KIT: Kit = {
  expressionBuilder: () => {
    const { selectFrom } = queryCreatorMethods({ kit: KIT, plugins: {} })
    return expressionBuilder(KIT, selectFrom ? { selectFrom } : {})
  },
  queryCreator: () => queryCreator({ kit: KIT, plugins: {} }),
}

/** The `db` of a migration. */
export function database(plugins: Plugins = {}): Value {
  return kyselyValue({ kit: KIT, plugins })
}

/** The exports of the package that a migration may use; types are none. */
export const KYSELY: Value = hostValue({
  name: 'kysely',
  reachesDatabase: false,
  properties: {
    ...PLUGIN_CLASSES,
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
    name === 'default'
      ? UNDEFINED
      : unknown('unknown call', `${name} of kysely is not known to this frontend`),
})
