/** Pieces of SQL that builders take as text: defaults, checks, types, index keys. PostgreSQL's own grammar reads them. */
import type { DataType } from '../../model/data-type.ts'
import type { Expression, Literal } from '../../model/expression.ts'
import type { IndexPart } from '../../model/index-part.ts'
import type { CreateView } from '../../model/object-operations.ts'
import type { Operation } from '../../model/operation.ts'
import { concatMapped, standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { readSql } from '../../sql/read-sql.ts'

/** A text known or made by the framework, as a fragment that stands for a place. */
export function fragment(text: string, span: Span): MappedText {
  return standingFor(text, span)
}

/** An expression; text that PostgreSQL does not understand is kept as it stands. */
export function readExpression(text: MappedText, span: Span): Expression {
  const operation = readWithin('ALTER TABLE t ALTER COLUMN c SET DEFAULT (', text, ')', span)
  if (operation?.kind === 'setDefault') return operation.default
  const check = readWithin('ALTER TABLE t ADD CHECK (', text, ')', span)
  if (check?.kind === 'addConstraint' && check.constraint.kind === 'check') return check.constraint.expression
  return { sql: text.text, functions: [], columns: [], provesNotNull: [] }
}

/** A column type as SQL writes it. */
export function readType(text: MappedText, span: Span): DataType | undefined {
  const operation = readWithin('ALTER TABLE t ADD COLUMN c ', text, '', span)
  return operation?.kind === 'addColumn' ? operation.column.type : undefined
}

/** A key of an index: a column, an expression, or either with its order. */
export function readIndexPart(text: MappedText, span: Span): IndexPart {
  const operation =
    readWithin('CREATE INDEX ON t (', text, ')', span) ?? readWithin('CREATE INDEX ON t ((', text, '))', span)
  const part = operation?.kind === 'createIndex' ? operation.parts[0] : undefined
  return part ?? { expression: readExpression(text, span) }
}

/** A query as a view holds it; text that PostgreSQL does not understand is kept as it stands. */
export function readQuery(text: MappedText, span: Span): Pick<CreateView, 'query' | 'reads'> {
  const operation = readWithin('CREATE VIEW v AS ', text, '', span)
  if (operation?.kind === 'createView') return { query: operation.query, reads: operation.reads }
  return { query: text.text.trim().replace(/;$/u, ''), reads: [] }
}

/** A constant as an expression. */
export function literalExpression(value: Literal): Expression {
  const sql =
    typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value).replace('null', 'NULL')
  return { sql, literal: value, functions: [], columns: [], provesNotNull: [] }
}

function readWithin(before: string, text: MappedText, after: string, span: Span): Operation | undefined {
  const sql = concatMapped([standingFor(before, span), text, standingFor(after, span)])
  const { operations } = readSql(sql, { sending: 'together', statement: 0, roundTrip: 0 })
  return operations.length === 1 && operations[0]?.kind !== 'opaque' ? operations[0] : undefined
}
