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

/** Whether a name that the database has is looked at. */
export function isNamed(
  { options }: Sides,
  name: string | undefined,
  type: ObjectType,
  parents: ParentNames,
) {
  return options.includeName?.(name, type, parents) ?? true
}

/** Whether an object counts; `reflected` when only the database has it. */
export function counts(
  { options }: Sides,
  object: ComparedObject,
  type: ObjectType,
  isReflected: boolean,
  compareTo?: ComparedObject,
): boolean {
  return options.includeObject?.(object, object.name, type, isReflected, compareTo) ?? true
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
