/** `addColumn` and `dropColumn` with what TypeORM sends around them. */
import type { MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { booleanOf, property } from '../typescript/arguments.ts'
import { arrayValue } from '../typescript/value-tools.ts'
import type { HostCall, Value } from '../typescript/values.ts'
import { write } from '../typescript/written-sql.ts'
import { columnName, columnSql, enumName, enumValues, isEnum } from './column-sql.ts'
import { keySql } from './constraints.ts'
import { filledIn, ownName, quoted, type TablePath } from './names.ts'
import { alterTable, newPrimaryKey, on, send, type On } from './statement.ts'
import { literal } from './text.ts'

/** Adds a column; false when its name is not known. */
export function addColumn(call: HostCall, column: Value | undefined, target: On): boolean {
  const { table, span } = target
  const definition = columnSql(table, column, span)
  if (!definition) return false
  createEnum(call, table, column, span)
  alterTable(call, target, 'ADD ', definition)
  if (booleanOf(property(column, 'isPrimary'))) newPrimaryKey(call, target)
  if (booleanOf(property(column, 'isUnique'))) addUnique(call, column, target)
  const comment = commentOnColumn(table, column, span)
  if (comment) send(call, target, comment)
  return true
}

/** Drops a column, given by its name or as it was made; false when its name is not known. */
export function dropColumn(call: HostCall, column: Value | undefined, target: On, ifExists = false): boolean {
  const { table, span } = target
  const isObject = column?.kind === 'object'
  const name = ownName(column, span)
  if (!name) return false
  if (isObject && booleanOf(property(column, 'isPrimary'))) newPrimaryKey(call, target)
  alterTable(call, target, 'DROP COLUMN ', ifExists ? 'IF EXISTS ' : '', quoted(name, span))
  if (isObject && isEnum(column)) {
    call.within('guarded', () => {
      send(call, target, 'DROP TYPE ', enumName(table, column, span))
    })
  }
  return true
}

/** The unique constraint of a column with `isUnique`. */
export function addUnique(call: HostCall, column: Value | undefined, target: On): void {
  const name = property(column, 'name')
  const key = name && keySql('unique', arrayValue([name]), undefined, target)
  if (key) alterTable(call, target, 'ADD ', key)
}

/** TypeORM makes the enum of a column when the database has none of this name. */
export function createEnum(call: HostCall, table: TablePath, column: Value | undefined, span: Span): void {
  if (!isEnum(column)) return
  const values = enumValues(column, span)
  if (!values) {
    const message = 'The values of an enum are known only at run time.'
    call.opaque({ reason: 'run-time value', message, remedy: 'Write them out.' }, span, [table.plain])
    return
  }
  call.within('guarded', () => {
    send(call, on(table, span), 'CREATE TYPE ', enumName(table, column, span), ' AS ENUM(', values, ')')
  })
}

/** COMMENT ON COLUMN; undefined when the column has none. */
export function commentOnColumn(
  table: TablePath,
  column: Value | undefined,
  span: Span,
): MappedText | undefined {
  const comment = filledIn(column, 'comment', span)
  const name = columnName(column, span)
  if (!comment || !name) return undefined
  return write(span, 'COMMENT ON COLUMN ', table.sql, '.', quoted(name, span), ' IS ', literal(comment, span))
}
