/** Constraints in a table's text: added, dropped, given another name. */
import type { Constraint } from '../../model/constraint.ts'
import type { ConstraintOperation } from '../../model/constraint-operations.ts'
import { sqliteTokens } from '../../sql/sqlite/tokens.ts'
import { BatchError } from './batch-error.ts'
import { changeColumn, columnNamed, withClause, withoutClauses, type Draft } from './draft.ts'
import type { Edits } from './edit.ts'
import { sameName } from './names.ts'
import { constraintNamed, noConstraint } from './naming.ts'
import { constraintText, identifier } from './print.ts'
import { insertSlot, keepSlots } from './slots.ts'
import { clauseOf, constraintsOf, primaryKeyOf, type FoundConstraint } from './table-parts.ts'
import type { Clause } from './table-text.ts'

/** What each operation does to the text. */
export const CONSTRAINT_EDITS: Pick<Edits, ConstraintOperation['kind']> = {
  addConstraint: (draft, { constraint }) => addConstraint(draft, constraint),
  dropConstraint: (draft, { name, ifExists }, { namingConvention }) => {
    const found = constraintNamed(draft, name, namingConvention)
    if (found) return withoutConstraint(draft, found)
    if (ifExists) return draft
    throw noConstraint(draft, name, namingConvention)
  },
  // Every constraint of SQLite holds for all rows from the start.
  validateConstraint: draft => draft,
  renameConstraint: (draft, { name, to }, { namingConvention }) => {
    const found = constraintNamed(draft, name, namingConvention)
    if (!found) throw noConstraint(draft, name, namingConvention)
    return replaceClause(draft, found, { ...found.clause, name: to, text: renamed(found.clause, to) })
  },
  alterConstraint: (draft, { name, change }, { namingConvention }) => {
    const found = constraintNamed(draft, name, namingConvention)
    if (!found) throw noConstraint(draft, name, namingConvention)
    return replaceClause(draft, found, { ...found.clause, text: deferred(draft, found.clause, change) })
  },
}

/** The draft without a constraint that it has. */
export function withoutConstraint(draft: Draft, { clause, column }: FoundConstraint): Draft {
  if (column) {
    const clauses = column.clauses.filter(each => each !== clause)
    return changeColumn(draft, column.name, old => ({ ...old, clauses }))
  }
  const isOther = ({ content }: Draft['table']['slots'][number]) =>
    content.kind === 'column' || content.clause !== clause
  return { ...draft, table: keepSlots(draft.table, isOther) }
}

function addConstraint(draft: Draft, constraint: Constraint): Draft {
  refuseSameName(draft, constraint.name)
  if (constraint.kind === 'notNull') return addNotNull(draft, constraint.column, constraint.name)
  if ('usingIndex' in constraint && constraint.usingIndex !== undefined) {
    throw new BatchError(
      `SQLite cannot make a constraint of index ${constraint.usingIndex}: name the columns of ${draft.name} instead.`,
    )
  }
  const columns = 'columns' in constraint ? constraint.columns : []
  columns.forEach(column => columnNamed(draft, column))
  const next = constraint.kind === 'primaryKey' ? readyForKey(draft, columns) : draft
  const { content, notices } = constraintText(constraint, draft)
  const table = insertSlot(next.table, next.table.slots.length, content)
  return { ...next, table, notices: [...next.notices, ...notices] }
}

function refuseSameName(draft: Draft, name: string | undefined): void {
  if (
    name === undefined ||
    !constraintsOf(draft.table).some(({ clause }) => sameName(clause.name ?? '', name))
  )
    return
  throw new BatchError(
    `Table ${draft.name} has a constraint ${name} already: drop it before, or choose another name.`,
  )
}

/** As in PostgreSQL, the columns of a key are NOT NULL, which SQLite says of few by itself: https://www.sqlite.org/lang_createtable.html#the_primary_key */
function readyForKey(draft: Draft, columns: readonly string[]): Draft {
  if (primaryKeyOf(draft.table)) {
    throw new BatchError(`Table ${draft.name} has a primary key already: drop it before, in the same block.`)
  }
  return columns.reduce((next, column) => addNotNull(next, column, undefined), draft)
}

function addNotNull(draft: Draft, column: string, name: string | undefined): Draft {
  const text = name === undefined ? 'NOT NULL' : `CONSTRAINT ${identifier(name)} NOT NULL`
  return changeColumn(draft, column, old =>
    clauseOf(old, 'notNull') ? old : withClause(withoutClauses(old, 'null'), 'notNull', text),
  )
}

function replaceClause(draft: Draft, { clause, column }: FoundConstraint, next: Clause): Draft {
  if (column) {
    const clauses = column.clauses.map(each => (each === clause ? next : each))
    return changeColumn(draft, column.name, old => ({ ...old, clauses }))
  }
  const slots = draft.table.slots.map(slot =>
    slot.content.kind === 'constraint' && slot.content.clause === clause
      ? { ...slot, content: { kind: 'constraint' as const, clause: next } }
      : slot,
  )
  return { ...draft, table: { ...draft.table, slots } }
}

function renamed({ name, text }: Clause, to: string): string {
  if (name === undefined) return `CONSTRAINT ${identifier(to)} ${text}`
  const old = sqliteTokens(text)[1]
  return text.slice(0, old?.start) + identifier(to) + text.slice(old?.end)
}

/** Only foreign keys can be deferred, and nothing else of a constraint can be altered. */
function deferred(draft: Draft, { kind, text }: Clause, change: string): string {
  if (kind !== 'foreignKey' || !DEFERRAL.test(change)) {
    throw new BatchError(
      `SQLite knows no ${change} for ${text} of ${draft.name}: drop the constraint and add it as it is to be, or leave that out on SQLite.`,
    )
  }
  const since = sqliteTokens(text).find(({ word }, index, all) => {
    return word === 'DEFERRABLE' || (word === 'NOT' && all[index + 1]?.word === 'DEFERRABLE')
  })
  const plain = since ? text.slice(0, since.start).trimEnd() : text
  return `${plain} ${/^INITIALLY/iu.test(change) ? 'DEFERRABLE ' : ''}${change}`
}

const DEFERRAL = /^(?:(?:NOT )?DEFERRABLE)?(?: ?INITIALLY (?:DEFERRED|IMMEDIATE))?$/iu
