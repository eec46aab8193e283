/** The wanted schema in TypeScript: what the calls of `op` take, without `op`. */
import { column as plainColumn, type Column, type ColumnOptions } from '../../runner/authoring/column.ts'
import type { Sql } from '../../runner/authoring/sql.ts'
import type { ColumnType } from '../../runner/authoring/types.ts'
import type { CreateIndexOptions, IndexKey } from '../../runner/op/calls/indexes.ts'
import type { InSchema, Name } from '../../runner/op/calls/options.ts'
import type { CreateTableOptions } from '../../runner/op/calls/tables.ts'
import type { ExtensionOptions } from '../../runner/op/calls/types.ts'
import type { CreateViewOptions } from '../../runner/op/calls/views.ts'
import type { Op } from '../../runner/op/op-types.ts'
import { TargetError } from '../target-error.ts'

/** What the object was called before: it is then renamed, not dropped and made anew. */
export interface RenamedFrom {
  /** Leave it here until every database is renamed. */
  readonly renamedFrom?: string
}

/** What a wanted table is besides its columns: as for `op.createTable`. */
export type TableOptions = Omit<CreateTableOptions, 'ifNotExists' | 'temporary'> & RenamedFrom

/** What a wanted index is besides its keys: as for `op.createIndex`. */
export type IndexOptions = Omit<CreateIndexOptions, 'ifNotExists' | 'concurrently'>

/** One thing that is wanted, as the call of `op` that makes it. */
export interface SchemaPart {
  readonly kind: 'part'
  readonly call: 'createTable' | 'createIndex' | 'createEnum' | 'createView' | 'createExtension'
  readonly args: readonly unknown[]
  /** How `defineSchema` is told of it in messages: `table orders`. */
  readonly title: string
}

/** A schema as it should be. */
export interface SchemaModel {
  readonly kind: 'model'
  readonly parts: readonly SchemaPart[]
  /** What there is no word for, as calls of `op`. */
  readonly also?: ((op: Op) => unknown) | undefined
}

/** A column, as for `op.createTable`; `renamedFrom` is what it was called before. */
export function column(
  name: string,
  type: ColumnType | Sql | string,
  { renamedFrom, ...options }: ColumnOptions & RenamedFrom = {},
): Column & RenamedFrom {
  const made = plainColumn(name, type, options)
  return renamedFrom === undefined ? made : { ...made, renamedFrom }
}

/**
 * A table, as for `op.createTable`:
 *
 * ```ts
 * export const orders = table('orders', [
 *   column('id', t.bigint(), { primaryKey: true, identity: true }),
 *   column('customer_id', t.bigint(), { nullable: false, references: 'customers.id', index: true }),
 * ])
 * ```
 */
export function table(name: string, columns: readonly Column[], options: TableOptions = {}): SchemaPart {
  return part('createTable', `table ${name}`, name, columns, options)
}

/** An index of a table that is named elsewhere, as for `op.createIndex`. */
export function index(
  name: Name,
  table: string,
  keys: IndexKey | readonly IndexKey[],
  options: IndexOptions = {},
): SchemaPart {
  return part('createIndex', `an index of ${table}`, name, table, keys, options)
}

/** An enum, as for `op.createEnum`. */
export function enumType(name: string, values: readonly string[], options: InSchema = {}): SchemaPart {
  return part('createEnum', `enum ${name}`, name, values, options)
}

/** A view, as for `op.createView`. */
export function view(
  name: string,
  query: Sql | string,
  options: Omit<CreateViewOptions, 'ifNotExists' | 'orReplace' | 'temporary'> = {},
): SchemaPart {
  return part('createView', `view ${name}`, name, query, options)
}

/** An extension that the schema needs, as for `op.createExtension`. */
export function extension(name: string, options: Omit<ExtensionOptions, 'ifNotExists'> = {}): SchemaPart {
  return part('createExtension', `extension ${name}`, name, options)
}

/**
 * The schema as it should be: a list of its parts, or an object of them, so that the exports of a module will do.
 * What has no word of its own is said by calls of `op` in `also`: an exclusion constraint, an inheritance.
 *
 * ```ts
 * import * as tables from './schema'
 * export default defineEnv({ target: defineSchema(tables) })
 * ```
 */
export function defineSchema(
  parts: readonly SchemaPart[] | Readonly<Record<string, SchemaPart>>,
  also?: (op: Op) => unknown,
): SchemaModel {
  if (isPart(parts)) {
    throw new TargetError(
      'defineSchema: the parts are to stand in a list. Write defineSchema([customers, orders]).',
    )
  }
  const all = Object.entries(parts)
  const strange = all.find(([, each]) => !isPart(each))
  if (strange) {
    throw new TargetError(
      `defineSchema: ${strange[0]} is no part of a schema. Write table('orders', [column('id', t.integer())]).`,
    )
  }
  return { kind: 'model', parts: all.map(([, each]) => each), also }
}

function part(call: SchemaPart['call'], title: string, ...args: readonly unknown[]): SchemaPart {
  return { kind: 'part', call, args, title }
}

function isPart(value: unknown): value is SchemaPart {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'part'
}
