/** The two schemas of a comparison, and how objects of them are named in operations. */
import type { DataType } from '../../model/data-type.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { ObjectKey, SchemaState } from '../../schema/schema-state.ts'
import type { Collector } from './change.ts'
import type { CompareOptions, ComparedObject, ObjectType, ParentNames } from './options.ts'

/** All that the parts of a comparison look at. */
export interface Sides extends Collector {
  /** What the target wants. */
  readonly wanted: SchemaState
  /** What the database has, after the renames. */
  readonly found: SchemaState
  readonly options: CompareOptions
  readonly isSqlite: boolean
  /** Keys of enums that are made anew, so that their columns have to change over. */
  readonly rebuiltEnums: ReadonlySet<ObjectKey>
  /** Where objects without a schema lie: it is not written. */
  readonly defaultSchema: string
}

interface Placed {
  readonly schema: string
  readonly name: string
}

/** The name as an operation says it: without the default schema. */
export function nameOf({ defaultSchema }: Sides, { schema, name }: Placed): QualifiedName {
  return schema === defaultSchema ? { name } : { schema, name }
}

/** As people say it: `orders`, `billing.orders`. */
export function shown(sides: Sides, placed: Placed): string {
  return placed.schema === sides.defaultSchema ? placed.name : `${placed.schema}.${placed.name}`
}

/** What has the same key means the same: SQLite does not tell capitals of ASCII apart. */
export function keyIn({ isSqlite }: Sides, name: string): string {
  return isSqlite ? name.replace(/[A-Z]/gu, letter => letter.toLowerCase()) : name
}

/** Names as keys, in order. */
export function keysIn(sides: Sides, names: readonly string[]): readonly string[] {
  return names.map(name => keyIn(sides, name))
}

/** Whether the two sides' objects with one name; the second of equal names is lost. */
export function byKey<T extends { readonly name: string }>(
  sides: Sides,
  list: readonly T[],
): ReadonlyMap<string, T> {
  return new Map(list.map(each => [keyIn(sides, each.name), each]))
}

/** One of the two schemas. */
export type Side = 'wanted' | 'found'

/** The schema that the target has; on the way back it is the one from which that leads. */
export function targetOf({ wanted, found, options }: Sides): SchemaState {
  return options.isWayBack ? found : wanted
}

/** The schema that the database has, or had. */
export function databaseOf({ wanted, found, options }: Sides): SchemaState {
  return options.isWayBack ? wanted : found
}

/** Whether a side is the database's. */
export function isDatabase({ options }: Sides, side: Side): boolean {
  return side === (options.isWayBack ? 'wanted' : 'found')
}

/** Whether a name of a side is looked at: it is asked about those that the database has. */
export function isNamed(
  sides: Sides,
  side: Side,
  name: string | undefined,
  type: ObjectType,
  parents: ParentNames,
): boolean {
  return !isDatabase(sides, side) || (sides.options.includeName?.(name, type, parents) ?? true)
}

/** Whether an object that only one side has counts. */
export function counts(sides: Sides, side: Side, object: ComparedObject, type: ObjectType): boolean {
  return sides.options.includeObject?.(object, object.name, type, isDatabase(sides, side), undefined) ?? true
}

/** Whether an object that both sides have counts: the target's is asked about, beside that of the database. */
export function bothCount(
  { options }: Sides,
  wanted: ComparedObject,
  found: ComparedObject,
  type: ObjectType,
): boolean {
  const [object, other] = options.isWayBack ? [found, wanted] : [wanted, found]
  return options.includeObject?.(object, object.name, type, false, other) ?? true
}

/** For hooks: where the parts of a table lie. */
export function parentsOf(sides: Sides, table: Placed): ParentNames {
  return { ...schemaOf(sides, table.schema), table: table.name, schemaQualifiedTable: shown(sides, table) }
}

/** For hooks: the schema, of which the default one has no name. */
export function schemaOf({ defaultSchema }: Sides, schema: string): ParentNames {
  return schema === defaultSchema ? {} : { schema }
}

/** Whether a type is the named one, or an array of it. */
export function isMadeOf({ defaultSchema }: Sides, type: DataType | undefined, key: ObjectKey): boolean {
  return type !== undefined && `${type.schema ?? defaultSchema}.${type.name}` === key
}

/** Whether the schemas are certain about an object: what an opaque operation may have touched is not. */
export function isSure({ wanted, found }: Sides, key: ObjectKey): boolean {
  return !wanted.unsure.has(key) && !found.unsure.has(key)
}
