/** Operations in the words of the target, where those of the database's catalog mean the same. */
import type { ColumnDefinition } from '../../model/column.ts'
import type { Constraint } from '../../model/constraint.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import { placedNowhere } from '../../model/placed-nowhere.ts'
import { applyOperation } from '../../schema/apply.ts'
import { emptySchema } from '../../schema/empty.ts'
import { viewOf, type SchemaView } from '../../schema/schema-view.ts'

/** Says an operation as the target does. */
export type TargetWords = (operation: BareOperation) => BareOperation

/** Reads what a target says; its operations make all of it from nothing. */
export function targetWords(target: readonly BareOperation[]): TargetWords {
  const said = viewOf(target.map(placedNowhere).reduce(applyOperation, emptySchema({ complete: true })))
  return operation => {
    switch (operation.kind) {
      case 'createTable': {
        const { table, columns, constraints } = operation
        return {
          ...operation,
          columns: columns.map(column => columnAsSaid(table, column, said)),
          constraints: constraints.map(each => constraintAsSaid(table, each, said)),
        }
      }
      case 'addColumn':
        return { ...operation, column: columnAsSaid(operation.table, operation.column, said) }
      case 'setDefault': {
        const value = said.column(operation.table, operation.column)?.default
        return value ? { ...operation, default: value } : operation
      }
      case 'addConstraint':
        return { ...operation, constraint: constraintAsSaid(operation.table, operation.constraint, said) }
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
