/** Expressions as the user wrote them: the model holds them as PostgreSQL prints them, which SQLite may not read. */
import { readExpression, readQuery } from '../../frontends/typescript/sql-fragments.ts'
import type { BareOperation } from '../../model/operation.ts'
import { standingFor } from '../../source/mapped-text.ts'
import { isSql } from '../authoring/sql.ts'
import { placeOfCall } from './place-of-call.ts'

/** The operation with the text of each expression that the arguments have. */
export function asWritten(operation: BareOperation, args: readonly unknown[]): BareOperation {
  const written = new Map([...textsIn(args)].flatMap(text => printedForms(text).map(form => [form, text])))
  return written.size === 0 ? operation : (replaced(operation, written) as BareOperation)
}

/** How PostgreSQL prints a text, as an expression and as a query. */
function printedForms(text: string): readonly string[] {
  const span = placeOfCall('')
  const mapped = standingFor(text, span)
  return [readExpression(mapped, span).sql, readQuery(mapped, span).query].filter(form => form !== text)
}

/** A plain text may be an expression as well, unless it is a name. */
function textsIn(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (isSql(value)) found.add(value.text)
  else if (typeof value === 'string' && /[^\w.]/u.test(value)) found.add(value)
  else if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) textsIn(each, found)
  }
  return found
}

/** Fields of the model that hold SQL. */
const SQL_FIELDS: ReadonlySet<string> = new Set(['sql', 'query'])

function replaced(value: unknown, written: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map(each => replaced(each, written))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      SQL_FIELDS.has(name) && typeof each === 'string'
        ? (written.get(each) ?? each)
        : replaced(each, written),
    ]),
  )
}
