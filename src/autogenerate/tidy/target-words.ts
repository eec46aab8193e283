/** Operations in the words of the target, where those of the database's catalog mean the same. */
import type { ColumnDefinition } from '../../model/column.ts'
import type { Constraint } from '../../model/constraint.ts'
import type { DataType } from '../../model/data-type.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import { placedNowhere } from '../../model/placed-nowhere.ts'
import { applyOperation } from '../../schema/apply.ts'
import { emptySchema } from '../../schema/empty.ts'
import { viewOf, type SchemaView } from '../../schema/schema-view.ts'
import { isDeclaredAs } from './plain-types.ts'

/** Says an operation as the target does. */
export type TargetWords = (operation: BareOperation) => BareOperation

/** Reads what a target says; its operations make all of it from nothing. */
export function targetWords(target: readonly BareOperation[], dialect: 'postgres' | 'sqlite'): TargetWords {
  const said = viewOf(target.map(placedNowhere).reduce(applyOperation, emptySchema({ complete: true })))
  const asSaid = (table: QualifiedName, column: ColumnDefinition) => {
    const own = columnAsSaid(table, column, said)
    const type =
      dialect === 'sqlite' ? typeAsSaid(column.type, said.column(table, column.name)?.type) : column.type
    return { ...own, ...(type && { type }) }
  }
  return operation => {
    switch (operation.kind) {
      case 'createTable': {
        const { table, columns, constraints } = operation
        return {
          ...operation,
          columns: columns.map(column => asSaid(table, column)),
          constraints: constraints.map(each => constraintAsSaid(table, each, said)),
        }
      }
      case 'addColumn':
        return { ...operation, column: asSaid(operation.table, operation.column) }
      case 'setDefault': {
        const value = said.column(operation.table, operation.column)?.default
        return value ? { ...operation, default: value } : operation
      }
      case 'addConstraint':
        return { ...operation, constraint: constraintAsSaid(operation.table, operation.constraint, said) }
      case 'createView': {
        const own = said.view(operation.view)
        return own ? { ...operation, query: own.query } : operation
      }
      case 'createIndex':
        return indexAsSaid(operation, said)
      default:
        return operation
    }
  }
}

function columnAsSaid(table: QualifiedName, column: ColumnDefinition, said: SchemaView): ColumnDefinition {
  const own = said.column(table, column.name)
  if (!own) return column
  return {
    ...column,
    ...(column.default && own.default && { default: own.default }),
    constraints: column.constraints.map(each => constraintAsSaid(table, each, said)),
    ...(column.generated && own.generated && { generated: own.generated }),
  }
}

/** SQLite keeps the declaration and not the type. */
function typeAsSaid(type: DataType | undefined, said: DataType | undefined): DataType | undefined {
  return type && said && isDeclaredAs(type, said) ? said : type
}

function constraintAsSaid(table: QualifiedName, constraint: Constraint, said: SchemaView): Constraint {
  if (constraint.kind !== 'check' || constraint.name === undefined) return constraint
  const own = said.constraint(table, constraint.name)?.definition
  return own?.kind === 'check' ? { ...constraint, expression: own.expression } : constraint
}

function indexAsSaid(
  operation: BareOperation & { readonly kind: 'createIndex' },
  said: SchemaView,
): BareOperation {
  const { table, name } = operation
  const own = said.table(table)?.indexes.find(index => index.name === name)
  if (!own || own.parts.length !== operation.parts.length) return operation
  return { ...operation, parts: own.parts, ...(operation.where && own.where && { where: own.where }) }
}
