/** The states in which a history can begin. */
import { Map as PersistentMap, Set as PersistentSet } from 'immutable'
import type { SchemaState } from './schema-state.ts'

/** Where the history begins. */
export interface Beginning {
  /** The history starts from an empty database: an unknown table does not exist. Otherwise earlier tables may exist. */
  readonly complete: boolean
  /** The search path of the connection; `public` by default. */
  readonly searchPath?: readonly string[]
}

/** A state that knows of nothing yet. */
export function emptySchema(beginning: Beginning): SchemaState {
  const searchPath = beginning.searchPath ?? ['public']
  return {
    tables: PersistentMap(),
    views: PersistentMap(),
    enums: PersistentMap(),
    domains: PersistentMap(),
    objects: PersistentMap(),
    indexOwners: PersistentMap(),
    searchPath,
    defaultSearchPath: searchPath,
    migration: -1,
    complete: beginning.complete,
    unsure: PersistentSet(),
    opaque: 0,
    links: {
      constraintNames: PersistentMap(),
      referencedBy: PersistentMap(),
      children: PersistentMap(),
      objectsOf: PersistentMap(),
      completeTables: PersistentSet(),
      temporaryTables: PersistentSet(),
    },
  }
}
