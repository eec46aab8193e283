/** `TableIndex`: the statements that make and drop indexes of tables and materialized views. */
import type { MappedText } from '../../source/mapped-text.ts'
import { booleanOf, namesOf, property, textOf } from '../typescript/arguments.ts'
import { stringValue } from '../typescript/value-tools.ts'
import type { HostCall, Value } from '../typescript/values.ts'
import { write } from '../typescript/written-sql.ts'
import { madeName } from './made-names.ts'
import { columnList, filledIn, nameText, ownName, quoted, textIn } from './names.ts'
import { send, type On } from './statement.ts'

/** Sends CREATE INDEX; false when the columns are not known. */
export function createIndex(call: HostCall, value: Value, target: On): boolean {
  const { span, table } = target
  const columns = columnList(property(value, 'columnNames'), span)
  if (!columns) return false
  const name = nameOfIndex(value, target)
  const type = booleanOf(property(value, 'isSpatial')) ? 'gist' : textIn(value, 'type', span)
  const where = filledIn(value, 'where', span)
  send(
    call,
    target,
    booleanOf(property(value, 'isUnique')) ? 'CREATE UNIQUE INDEX ' : 'CREATE INDEX ',
    booleanOf(property(value, 'isConcurrent')) ? 'CONCURRENTLY ' : '',
    ...(name ? [quoted(name, span), ' '] : []),
    'ON ',
    table.sql,
    ...(type === undefined ? [] : [' USING ', type]),
    ' (',
    columns,
    ')',
    ...(where ? [' WHERE ', where] : []),
  )
  return true
}

/** Sends DROP INDEX for an index given by its name or as it was made; false when its name is not known. */
export function dropIndex(call: HostCall, value: Value, target: On): boolean {
  const { span, table } = target
  const isObject = value.kind === 'object'
  const name = ownName(value, span) ?? (isObject ? nameOfIndex(value, target) : undefined)
  if (!name) return false
  const words = [
    'DROP INDEX ',
    booleanOf(property(isObject ? value : undefined, 'isConcurrent')) ? 'CONCURRENTLY ' : '',
    booleanOf(call.args[2]) ? 'IF EXISTS ' : '',
    ...(table.schema ? [quoted(table.schema, span), '.'] : []),
    quoted(name, span),
  ]
  // The SQL does not say of which table the index is, which the call does.
  call.sql(stringValue(write(span, ...words)), 'together', operation =>
    operation.kind === 'dropIndex' ? { ...operation, table: table.plain, span } : operation,
  )
  return true
}

/** The name of an index, given or made. */
function nameOfIndex(value: Value, { table, span }: On): string | MappedText | undefined {
  const given = nameText(property(value, 'name'), span)
  if (given) return given
  const columns = namesOf(property(value, 'columnNames'))
  const where = textOf(property(value, 'where'))
  return columns && madeName('index', table.plain, columns, where === '' ? undefined : where)
}
