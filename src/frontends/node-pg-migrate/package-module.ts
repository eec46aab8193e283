/** What a migration imports from `node-pg-migrate`: literals and the names of types. */
import { hostValue, textAt } from '../typescript/value-tools.ts'
import type { Value } from '../typescript/values.ts'
import { pgLiteral } from './values.ts'

const NOWHERE = { file: { path: 'node-pg-migrate', text: '', lineStarts: [0] }, start: 0, end: 0 }

/** Names of `PgType` that are not the type's name with its spaces. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  BIT_1: 'bit',
  PG_LSN: 'pg_lsn',
  PG_SNAPSHOT: 'pg_snapshot',
  TXID_SNAPSHOT: 'txid_snapshot',
}

/** The exports of the package. */
const PACKAGE: Value = hostValue({
  name: 'node-pg-migrate',
  reachesDatabase: false,
  properties: {
    PgLiteral: hostValue({
      name: 'PgLiteral',
      reachesDatabase: false,
      construct: call => pgLiteral(call.args[0]),
      methods: { create: call => pgLiteral(call.args[0]) },
    }),
    PgType: hostValue({
      name: 'PgType',
      reachesDatabase: false,
      otherwise: name => textAt(OTHER_NAMES[name] ?? name.toLowerCase().replaceAll('_', ' '), NOWHERE),
    }),
  },
})

/** The value of an import. */
export function importOfPackage(specifier: string): Value | undefined {
  return specifier === 'node-pg-migrate' ? PACKAGE : undefined
}
