/** The same operation with IF EXISTS or IF NOT EXISTS, where its statement has these words. */
import { unplaced, type BareOperation, type Operation, type OperationKind } from '../model/operation.ts'
import type { ObjectOperation, ObjectType } from '../model/object-operations.ts'
import type { Unplaced } from '../model/operation-base.ts'

const WORDS: { readonly [K in OperationKind]?: 'ifExists' | 'ifNotExists' } = {
  createTable: 'ifNotExists',
  dropTable: 'ifExists',
  renameTable: 'ifExists',
  setTableSchema: 'ifExists',
  addColumn: 'ifNotExists',
  dropColumn: 'ifExists',
  dropConstraint: 'ifExists',
  createIndex: 'ifNotExists',
  dropIndex: 'ifExists',
  renameIndex: 'ifExists',
  addEnumValue: 'ifNotExists',
  dropType: 'ifExists',
  dropView: 'ifExists',
}

/** Those that CREATE … IF NOT EXISTS knows. */
const MADE_IF_NOT_EXISTS: ReadonlySet<ObjectType> = new Set<ObjectType>([
  'schema',
  'extension',
  'sequence',
  'statistics',
  'collation',
  'foreign table',
])

/** The operation as it may run twice; undefined where nothing but a DO block could ask. */
export function askFirst(operation: Operation): BareOperation | undefined {
  const bare = unplaced(operation)
  if (bare.kind === 'objectDdl') return objectAsked(bare)
  // A plain view knows OR REPLACE only, which may change one that somebody else made.
  if (bare.kind === 'createView') return bare.materialized ? { ...bare, ifNotExists: true } : undefined
  const word = WORDS[bare.kind]
  return word && { ...bare, [word]: true }
}

function objectAsked(operation: Unplaced<ObjectOperation>): BareOperation | undefined {
  const { verb, objectType, sql } = operation
  const makes = verb === 'create' && MADE_IF_NOT_EXISTS.has(objectType)
  if (!makes && verb !== 'drop') return undefined
  const head = `${makes ? 'CREATE' : 'DROP'} ${objectType.toUpperCase()} `
  if (sql !== undefined && !sql.startsWith(head)) return undefined
  const asked = sql?.replace(head, `${head}${makes ? 'IF NOT EXISTS' : 'IF EXISTS'} `)
  return {
    ...operation,
    ...(makes ? { ifNotExists: true as const } : { ifExists: true as const }),
    ...(asked !== undefined && { sql: asked }),
  }
}
