/** What the definition of a column or table asks for in statements of their own: comments, and an index. */
import { literal, qualified, identifier } from '../../dialects/postgres/identifiers.ts'
import { flag, type QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import { holesOf } from '../../source/mapped-text.ts'
import { booleanOf, nameOf, property, textOf } from '../typescript/arguments.ts'
import { compact } from '../typescript/compact.ts'
import { mappedOf } from '../typescript/value-tools.ts'
import type { Value } from '../typescript/values.ts'

/** A comment on a table; without its text when that is known only at run time. */
export function commentOnTable(table: QualifiedName, value: Value | undefined): BareOperation {
  const sql = commentSql(`TABLE ${qualified(table)}`, value)
  return compact<BareOperation>({ kind: 'objectDdl', verb: 'comment', objectType: 'table', name: table, sql })
}

/** A comment on a column; without its text when that is known only at run time. */
export function commentOnColumn(
  table: QualifiedName,
  column: string,
  value: Value | undefined,
): BareOperation {
  const sql = commentSql(`COLUMN ${qualified(table)}.${identifier(column)}`, value)
  const common = { kind: 'objectDdl', verb: 'comment', objectType: 'column' } as const
  return compact<BareOperation>({ ...common, name: { name: column }, table, sql })
}

/** https://www.postgresql.org/docs/current/sql-comment.html: NULL takes the comment away. */
function commentSql(object: string, value: Value | undefined): string | undefined {
  const text = textOf(value)
  if (value?.kind === 'string' && holesOf(mappedOf(value)).size > 0) return undefined
  if (text !== undefined) return `COMMENT ON ${object} IS ${literal(text)}`
  const isNone = value === undefined || value.kind === 'primitive'
  return isNone ? `COMMENT ON ${object} IS NULL` : undefined
}

/** The comments that the definition of a column brings. */
export function columnComments(table: QualifiedName, column: Value): readonly BareOperation[] {
  const name = nameOf(property(column, 'name'))
  const comment = property(property(column, 'options'), 'comment')
  return name === undefined || !comment ? [] : [commentOnColumn(table, name, comment)]
}

/** `index: true`, and with `unique: true` a unique one, named as SQLAlchemy names it: `ix_orders_total`. */
export function columnIndexes(table: QualifiedName, column: Value): readonly BareOperation[] {
  const name = nameOf(property(column, 'name'))
  const options = property(column, 'options')
  if (name === undefined || !booleanOf(property(options, 'index'))) return []
  const parts = ['ix', ...(table.schema === undefined ? [] : [table.schema]), table.name, name]
  const common = { kind: 'createIndex', name: parts.join('_'), table, include: [] } as const
  const unique = flag(booleanOf(property(options, 'unique')))
  return [compact<BareOperation>({ ...common, parts: [{ column: name }], unique })]
}
