/** Gives the constraints and indexes of a call the names of the convention. */
import type { ColumnDefinition } from '../../model/column.ts'
import type { Constraint } from '../../model/constraint.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import { madeKind } from '../authoring/made.ts'
import { asksForName, nameFrom, type NameParts, type NamingConvention } from '../naming-convention.ts'

/** The operation with its names; those that the arguments give by `f` are final. */
export function withNames(
  operation: BareOperation,
  convention: NamingConvention,
  args: readonly unknown[],
): BareOperation {
  return named(operation, { convention, ...namesIn(args) })
}

interface Naming {
  readonly convention: NamingConvention
  /** Names made by `f`. */
  readonly final: ReadonlySet<string>
  /** All texts among the arguments. */
  readonly texts: ReadonlySet<string>
}

function named(operation: BareOperation, naming: Naming): BareOperation {
  switch (operation.kind) {
    case 'createTable': {
      const { table } = operation
      const constraints = operation.constraints.map(each => ofConstraint(each, table, naming))
      return {
        ...operation,
        columns: operation.columns.map(each => ofColumn(each, table, naming)),
        constraints,
      }
    }
    case 'addColumn':
      return { ...operation, column: ofColumn(operation.column, operation.table, naming) }
    case 'addConstraint':
      return { ...operation, constraint: ofConstraint(operation.constraint, operation.table, naming) }
    case 'createIndex': {
      // `index: true` has made a name that nobody wrote.
      const own =
        operation.name !== undefined && naming.texts.has(operation.name) ? operation.name : undefined
      const columns = operation.parts.flatMap(part => part.column ?? part.expression?.columns ?? [])
      const name = nameOf('ix', own, { table: operation.table.name, columns }, naming) ?? operation.name
      return name === undefined ? operation : { ...operation, name }
    }
    default:
      return operation
  }
}

function ofColumn(column: ColumnDefinition, table: QualifiedName, naming: Naming): ColumnDefinition {
  return { ...column, constraints: column.constraints.map(each => ofConstraint(each, table, naming)) }
}

const TEMPLATES = { primaryKey: 'pk', unique: 'uq', foreignKey: 'fk', check: 'ck' } as const

function ofConstraint(constraint: Constraint, table: QualifiedName, naming: Naming): Constraint {
  if (constraint.kind === 'exclude' || constraint.kind === 'notNull') return constraint
  const parts = { table: table.name, ...partsOf(constraint) }
  const name = nameOf(TEMPLATES[constraint.kind], constraint.name, parts, naming)
  return name === undefined ? constraint : { ...constraint, name }
}

function partsOf(constraint: Exclude<Constraint, { readonly kind: 'exclude' | 'notNull' }>) {
  if (constraint.kind === 'check') return { columns: constraint.expression.columns }
  if (constraint.kind !== 'foreignKey') return { columns: constraint.columns }
  const { columns, references } = constraint
  return { columns, referredTable: references.table.name, referredColumns: references.columns }
}

/** A name that is given stays, unless the template asks for it. */
function nameOf(
  kind: keyof NamingConvention,
  name: string | undefined,
  parts: NameParts,
  { convention, final }: Naming,
): string | undefined {
  const template = convention[kind]
  if (template === undefined) return name
  if (name === undefined) return nameFrom(template, parts)
  return asksForName(template) && !final.has(name) ? nameFrom(template, { ...parts, name }) : name
}

function namesIn(
  value: unknown,
  found = { final: new Set<string>(), texts: new Set<string>() },
): Pick<Naming, 'final' | 'texts'> {
  if (typeof value === 'string') found.texts.add(value)
  else if (typeof value === 'object' && value !== null) {
    if (madeKind(value) === 'name' && 'text' in value) found.final.add(String(value.text))
    for (const each of Object.values(value)) namesIn(each, found)
  }
  return found
}
