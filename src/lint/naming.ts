/** The naming convention of a project: `{table}_{columns}_fkey`, filled for one constraint. */
import type { Constraint } from '../model/constraint.ts'
import { LONGEST_NAME, type QualifiedName } from '../model/names.ts'

/** Kinds of constraints that have names. */
export const NAMED_KINDS = ['primaryKey', 'unique', 'foreignKey', 'check', 'exclude'] as const

/**
 * Templates by kind. `{table}` is the table, `{columns}` its columns joined by underscores, `{referredTable}` the
 * table that a foreign key points at. Kinds without a template have no convention.
 */
export type NamingConvention = Readonly<Partial<Record<(typeof NAMED_KINDS)[number], string | undefined>>>

/** What may stand in braces. */
export const NAME_PLACEHOLDERS = ['table', 'columns', 'referredTable'] as const

/** The name that the convention gives; undefined where it gives none, or none that PostgreSQL keeps whole. */
export function nameByConvention(
  convention: NamingConvention,
  table: QualifiedName,
  constraint: Constraint,
): string | undefined {
  const template = constraint.kind === 'notNull' ? undefined : convention[constraint.kind]
  if (template === undefined) return undefined
  const values: Readonly<Record<(typeof NAME_PLACEHOLDERS)[number], string>> = {
    table: table.name,
    columns: columnsOf(constraint).join('_'),
    referredTable: constraint.kind === 'foreignKey' ? constraint.references.table.name : '',
  }
  const name = NAME_PLACEHOLDERS.reduce(
    (text, placeholder) => text.replaceAll(`{${placeholder}}`, values[placeholder]),
    template,
  )
  const isComplete = NAME_PLACEHOLDERS.every(each => !template.includes(`{${each}}`) || values[each] !== '')
  // A longer one is cut, so that two may become one.
  return isComplete && Buffer.byteLength(name) <= LONGEST_NAME ? name : undefined
}

function columnsOf(constraint: Constraint): readonly string[] {
  switch (constraint.kind) {
    case 'check':
      return constraint.expression.columns
    case 'exclude':
      return constraint.elements.flatMap(({ part }) => part.column ?? part.expression?.columns ?? [])
    case 'notNull':
      return [constraint.column]
    default:
      return constraint.columns
  }
}
