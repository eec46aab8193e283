/** Which objects an operation of a target makes, and which one it is about. */
import { isSerial } from '../../model/data-type.ts'
import type { ColumnDefinition } from '../../model/column.ts'
import type { Constraint } from '../../model/constraint.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'

/** The names of what an operation makes; those that the database chooses are left out, but for sequences. */
export function madeBy(operation: BareOperation): readonly QualifiedName[] {
  switch (operation.kind) {
    case 'createTable':
      return [
        operation.table,
        ...operation.columns.flatMap(column => sequenceOf(operation.table, column)),
        ...operation.constraints.flatMap(each => indexOf(operation.table, each)),
      ]
    case 'addColumn':
      return sequenceOf(operation.table, operation.column)
    case 'addIdentity':
      return sequenceOf(operation.table, { ...operation, name: operation.column })
    case 'addConstraint':
      return indexOf(operation.table, operation.constraint)
    case 'createIndex':
      return operation.name === undefined ? [] : [{ ...operation.table, name: operation.name }]
    case 'createEnum':
      return [operation.type]
    case 'createDomain':
      return [operation.domain]
    case 'createView':
      return [operation.view]
    case 'renameTable':
      return [{ ...operation.table, name: operation.to }]
    case 'renameIndex':
      return [{ ...operation.index, name: operation.to }]
    case 'renameType':
      return [{ ...operation.type, name: operation.to }]
    case 'objectDdl':
      return operation.verb === 'create' && !WITHOUT_SCHEMA.has(operation.objectType) ? [operation.name] : []
    default:
      return []
  }
}

const WITHOUT_SCHEMA: ReadonlySet<string> = new Set(['schema', 'extension'])

/** https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL; pg_dump writes the name out. */
function sequenceOf(
  table: QualifiedName,
  { name, type, identity }: Pick<ColumnDefinition, 'name' | 'type' | 'identity'>,
): readonly QualifiedName[] {
  if (identity === undefined && !(type && isSerial(type))) return []
  const written = /SEQUENCE NAME (?:\S+\.)?("(?:[^"]|"")+"|\w+)/u.exec(identity?.options ?? '')?.[1]
  return [{ ...table, name: written?.replaceAll('"', '') ?? `${table.name}_${name}_seq` }]
}

function indexOf(table: QualifiedName, { kind, name }: Constraint): readonly QualifiedName[] {
  const hasIndex = kind === 'primaryKey' || kind === 'unique' || kind === 'exclude'
  return hasIndex && name !== undefined ? [{ ...table, name }] : []
}

/** What an operation changes or takes away, which something before it has to make; undefined where it makes something. */
export function subjectOf(operation: BareOperation): QualifiedName | undefined {
  switch (operation.kind) {
    case 'createTable':
    case 'createEnum':
    case 'createDomain':
    case 'createView':
      return undefined
    case 'objectDdl':
      if (operation.table) return operation.table
      return operation.verb === 'create' ? undefined : operation.name
    default:
      if ('table' in operation && operation.table) return operation.table
      return SUBJECTS.map(field => nameIn(operation, field)).find(name => name !== undefined)
  }
}

const SUBJECTS = ['index', 'type', 'domain', 'view'] as const

function nameIn(operation: BareOperation, field: string): QualifiedName | undefined {
  const value: unknown = Reflect.get(operation, field)
  if (typeof value !== 'object' || value === null || !('name' in value)) return undefined
  const { name } = value
  if (typeof name !== 'string') return undefined
  return 'schema' in value && typeof value.schema === 'string' ? { schema: value.schema, name } : { name }
}

/** Whether an operation takes something away. */
export function isDrop(operation: BareOperation): boolean {
  return (
    operation.kind === 'dropTable' ||
    operation.kind === 'dropView' ||
    operation.kind === 'dropIndex' ||
    operation.kind === 'dropType' ||
    (operation.kind === 'objectDdl' && operation.verb === 'drop')
  )
}
