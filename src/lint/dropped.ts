/** What a DROP takes along that its statement does not name: https://www.postgresql.org/docs/current/ddl-depend.html */
import { formatName, type QualifiedName } from '../model/names.ts'
import type { Operation, OperationOf } from '../model/operation.ts'
import type { SchemaView } from '../schema/schema-view.ts'

/** An object that is dropped with more than itself. */
export interface Dropped {
  /** `Materialized view`. */
  readonly object: string
  readonly name: string
  /** Made by the running migration, or such that nothing can depend on it. */
  readonly isNew: boolean
  /** What goes along, as far as it is known. */
  readonly contents?: string
  /** It is a container: a schema or database. */
  readonly whole?: true
}

/** What the operation drops with CASCADE, and a database or schema with all that is in it; tables have their own words. */
export function droppedBy(operation: Operation, schema: SchemaView): Dropped | undefined {
  const isNew = (found: { readonly createdIn: number } | undefined) =>
    found?.createdIn === schema.state.migration
  if (operation.kind === 'objectDdl')
    return objectDropped(operation, isNew(schema.object(operation.objectType, operation.name)))
  if (!('cascade' in operation) || !operation.cascade) return undefined
  switch (operation.kind) {
    case 'dropColumn': {
      const { table, column } = operation
      const name = `${formatName(table)}.${column}`
      return { object: 'Column', name, isNew: schema.columnAddedInThisMigration(table, column) }
    }
    case 'dropConstraint': {
      const { table, name } = operation
      const kind = schema.constraint(table, name)?.definition.kind ?? 'unique'
      // Foreign keys lean on keys; on the others leans nothing.
      const leaned = kind === 'unique' || kind === 'primaryKey'
      return { object: 'Constraint', name, isNew: !leaned || schema.createdInThisMigration(table) }
    }
    case 'dropIndex': {
      const { index } = operation
      // Only a foreign key can lean on an index, and on a unique one only.
      return { object: 'Index', name: formatName(index), isNew: !schema.index(index)?.unique }
    }
    case 'dropView': {
      const { view, materialized } = operation
      const object = materialized ? 'Materialized view' : 'View'
      const isNewView = schema.createdInThisMigration(view)
      return { object, name: formatName(view), contents: dependentsOf(view, schema), isNew: isNewView }
    }
    case 'dropType': {
      const { type, domain } = operation
      const found = schema.enum(type) ?? schema.domain(type)
      const contents = 'every column of that type'
      return { object: domain ? 'Domain' : 'Type', name: formatName(type), contents, isNew: isNew(found) }
    }
    default:
      return undefined
  }
}

/** On these, nothing depends. */
const LEAVES =
  /^(?:trigger|policy|rule|event trigger|cast|publication|subscription|statistics|role|tablespace)$/u

function objectDropped(
  { verb, objectType, name, cascade }: OperationOf<'objectDdl'>,
  isNew: boolean,
): Dropped | undefined {
  if (verb !== 'drop' || LEAVES.test(objectType)) return undefined
  const dropped = {
    object: objectType[0]?.toUpperCase() + objectType.slice(1),
    name: formatName(name),
    isNew,
  }
  // Without CASCADE PostgreSQL drops an empty schema only.
  if (objectType === 'database' || (objectType === 'schema' && cascade))
    return { ...dropped, contents: 'all that is in it', whole: true }
  return cascade ? dropped : undefined
}

/** What depends on a table or view, as far as the history tells. */
export function dependentsOf(name: QualifiedName, schema: SchemaView): string {
  const keys = schema.referencing(name).map(table => `the foreign keys of ${formatName(table)}`)
  const views = schema.readBy(name).map(view => `the view ${formatName(view)}`)
  return [...new Set([...keys, ...views])].join(', ') || 'whatever depends on it'
}
