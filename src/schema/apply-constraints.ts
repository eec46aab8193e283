/** What operations on constraints do to the state. */
import type { ConstraintOperation } from '../model/constraint-operations.ts'
import { flag } from '../model/names.ts'
import type { OperationOf } from '../model/operation.ts'
import type { Appliers } from './appliers.ts'
import { addConstraint } from './constraints.ts'
import { updateTable, type Draft } from './draft.ts'
import { changeColumn, familyOf, tableAt, tableNamed } from './family.ts'
import { clearNotNull, dropConstraintAt } from './removal.ts'
import type { ConstraintState, ObjectKey } from './schema-state.ts'

export const constraintAppliers: Appliers<ConstraintOperation['kind']> = {
  addConstraint(operation, draft) {
    const table = tableNamed(draft, operation.table, operation.ifTableExists)
    if (!table) return
    const { name } = operation.constraint
    if (operation.flow !== undefined && table.constraints.some(each => each.name === name)) return
    addConstraint(draft, table.key, operation.constraint)
  },
  dropConstraint,
  validateConstraint(operation, draft) {
    const table = tableNamed(draft, operation.table, operation.ifTableExists)
    for (const key of table ? familyOf(draft, table.key) : []) {
      changeConstraint(draft, key, operation.name, { validated: true })
      const definition = tableAt(draft, key)?.constraints.find(
        each => each.name === operation.name,
      )?.definition
      if (definition?.kind === 'notNull') changeColumn(draft, key, definition.column, { notNull: true })
    }
  },
  renameConstraint(operation, draft) {
    const { name, to } = operation
    const top = tableNamed(draft, operation.table, operation.ifTableExists)
    for (const key of top ? familyOf(draft, top.key) : []) {
      const table = tableAt(draft, key)
      const constraint = table?.constraints.find(each => each.name === name)
      if (!table || (key !== top?.key && !constraint?.inherited)) continue
      changeConstraint(draft, key, name, { name: to, named: true })
      const indexes = table.indexes.map(each =>
        each.constraint === name ? { ...each, name: to, constraint: to } : each,
      )
      updateTable(draft, key, { indexes })
    }
  },
  alterConstraint(operation, draft) {
    const table = tableNamed(draft, operation.table, operation.ifTableExists)
    const constraint = table?.constraints.find(each => each.name === operation.name)
    if (table && constraint)
      changeConstraint(draft, table.key, operation.name, altered(constraint, operation.change))
  },
}

function changeConstraint(
  draft: Draft,
  key: ObjectKey,
  name: string,
  change: Partial<ConstraintState>,
): void {
  const constraints = tableAt(draft, key)?.constraints
  if (!constraints?.some(each => each.name === name)) return
  updateTable(draft, key, {
    constraints: constraints.map(each => (each.name === name ? { ...each, ...change } : each)),
  })
}

/** The constraint after `DEFERRABLE INITIALLY DEFERRED`, `NOT ENFORCED` and their like. */
function altered(constraint: ConstraintState, change: string): Partial<ConstraintState> {
  const words = change.toUpperCase()
  const says = (word: string): boolean | undefined =>
    words.includes(`NOT ${word}`) ? false : words.includes(word) ? true : undefined
  const initially = words.includes('INITIALLY DEFERRED')
  const deferrable = flag(says('DEFERRABLE') ?? (initially || constraint.definition.deferrable))
  const deferred =
    initially || (!words.includes('INITIALLY') && constraint.definition.initiallyDeferred === true)
  const definition = { ...constraint.definition, deferrable, initiallyDeferred: flag(deferrable && deferred) }
  const enforced = says('ENFORCED')
  if (enforced === undefined || (definition.kind !== 'foreignKey' && definition.kind !== 'check'))
    return { definition }
  return { definition: { ...definition, notEnforced: flag(!enforced) }, validated: enforced }
}

function dropConstraint(operation: OperationOf<'dropConstraint'>, draft: Draft): void {
  const table = tableNamed(draft, operation.table, operation.ifTableExists)
  if (!table) return
  const constraint = table.constraints.find(each => each.name === operation.name)
  if (constraint) {
    dropConstraintAt(draft, table.key, constraint)
    return
  }
  const column = table.columns.find(each => `${table.name}_${each.name}_not_null` === operation.name)
  if (column?.notNull) clearNotNull(draft, table.key, column.name)
  else if (!table.complete) updateTable(draft, table.key, { unsure: [...table.unsure, operation.name] })
}
