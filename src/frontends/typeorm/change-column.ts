/** `changeColumn`: TypeORM drops and adds the column when its type or length differs, and alters it otherwise. */
import type { MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { booleanOf, property, textOf } from '../typescript/arguments.ts'
import { objectValue } from '../typescript/value-tools.ts'
import type { HostCall, Value } from '../typescript/values.ts'
import { columnName, columnSql, fullType, isEnum } from './column-sql.ts'
import { addColumn, addUnique, dropColumn } from './columns.ts'
import { alterColumn, type Change } from './change.ts'
import { changeEnum, renameEnum } from './change-enum.ts'
import { changeGenerated, renameSequence } from './change-generated.ts'
import { madeName } from './made-names.ts'
import { filledIn, nameText, quoted, shown, textIn } from './names.ts'
import { alterTable, newPrimaryKey, send, type On } from './statement.ts'
import { literal } from './text.ts'

/** Records what a change does; false when it cannot be read. */
export function changeColumn(
  call: HostCall,
  old: Value | undefined,
  changed: Value | undefined,
  target: On,
): boolean {
  const after = columnName(changed, target.span)
  if (!after || changed?.kind !== 'object') return false
  const name = quoted(after, target.span)
  if (old?.kind === 'object' && columnName(old, target.span)) {
    const change = { call, target, old, changed, name }
    if (isMadeAnew(change)) makeAnew(call, old, changed, target)
    else alter(change)
    return true
  }
  const before = nameText(old, target.span)
  if (!before) return false
  if (isNeverFound(textOf(property(changed, 'type')))) makeAnew(call, old, changed, target)
  else mayMakeAnew(call, before, changed, target)
  return true
}

function makeAnew(call: HostCall, old: Value | undefined, changed: Value, target: On): void {
  dropColumn(call, old, target)
  addColumn(call, changed, target)
}

/** The driver's own comparison; a type is compared as it is written. */
function isMadeAnew({ old, changed }: Change): boolean {
  const differs = (field: string): boolean =>
    textOf(property(old, field)) !== textOf(property(changed, field))
  const length = (value: Value): string => textOf(property(value, 'length')) ?? ''
  const stored = textOf(property(changed, 'generatedType')) === 'STORED'
  return (
    differs('type') ||
    length(old) !== length(changed) ||
    booleanOf(property(old, 'isArray')) !== booleanOf(property(changed, 'isArray')) ||
    (stored && (!property(old, 'generatedType') || differs('asExpression')))
  )
}

/** Types that PostgreSQL gives another name, so that a column of the database is never of them for TypeORM. */
const ALIASES =
  /^(?:int|int2|int4|int8|float|float4|float8|decimal|char|varchar|bool|varbit|time|timetz|timestamp|timestamptz|(?:small|big)?serial|simple-\w+)$/u

function isNeverFound(type: string | undefined): boolean {
  if (type === undefined || type.includes('${')) return false
  return ALIASES.test(type) || type.includes('(') || type !== type.toLowerCase()
}

/**
 * Only the old column's name is known: the driver reads the rest from the database. If type and length are the same
 * this alters the column, else it is dropped and added again.
 */
function mayMakeAnew(call: HostCall, before: MappedText, changed: Value, target: On): void {
  const { table, span } = target
  const column = shown(before)
  const message = `If its type or length differs from that in the database, ${column} is dropped with its data and added again.`
  const remedy = 'Give the old column as a TableColumn as well, or write ALTER TABLE … ALTER COLUMN as SQL.'
  call.opaque({ reason: 'query result', message, remedy }, span, [table.plain])
  const after = columnName(changed, span)
  call.within('conditional', () => {
    if (!after || shown(after) !== column) rename(call, before, after ?? before, target)
    const name = quoted(after ?? before, span)
    setNullability(call, name, changed, target)
    const given = textIn(changed, 'default', span)
    if (given) alterColumn(call, name, target, 'SET DEFAULT ', given)
  })
}

/** In the order of TypeORM; keys that it would have to look up are reported. */
function alter(change: Change): void {
  const { call, target, old, changed, name } = change
  const { span } = target
  const before = columnName(old, span)
  const after = columnName(changed, span)
  if (before && after && shown(before) !== shown(after)) {
    rename(call, before, after, target)
    if (isEnum(old)) renameEnum(change)
    renameSequence(change)
  }
  const differs = (field: string): boolean => isOther(old, changed, field, span)
  const changes = (field: string): boolean =>
    booleanOf(property(old, field)) !== booleanOf(property(changed, field))
  if (differs('precision') || differs('scale'))
    alterColumn(call, name, target, 'TYPE ', fullType(changed, span))
  const withDefault = isEnum(changed) && isEnum(old) && changeEnum({ ...change, old: underNewName(change) })
  if (changes('isNullable')) setNullability(call, name, changed, target)
  if (differs('comment')) comment(change)
  if (changes('isPrimary')) newPrimaryKey(call, target)
  if (changes('isUnique')) changeUnique(change)
  if (changes('isGenerated')) changeGenerated(change)
  if (differs('default') && !withDefault) changeDefault(change)
  if (differs('spatialFeatureType') || differs('srid')) {
    alterColumn(call, name, target, 'TYPE ', fullType(changed, span))
  }
  if (differs('collation')) collate(change)
  if (differs('generatedType')) keepGenerated(change)
}

/** The type of an enum was renamed with its column. */
function underNewName({ old, changed }: Change): Value {
  const name = property(changed, 'name')
  if (old.kind !== 'object' || !name) return old
  return objectValue(new Map([...old.properties.value, ['name', name]]), { at: old.at })
}

function isOther(old: Value, changed: Value, field: string, span: Span): boolean {
  return textIn(old, field, span)?.text !== textIn(changed, field, span)?.text
}

/** Constraints and indexes whose names TypeORM made of the old name are renamed as well, when the database has some. */
function rename(call: HostCall, from: MappedText, to: MappedText, target: On): void {
  const { span } = target
  alterTable(call, target, 'RENAME COLUMN ', quoted(from, span), ' TO ', quoted(to, span))
}

function setNullability(call: HostCall, name: MappedText, changed: Value, target: On): void {
  alterColumn(
    call,
    name,
    target,
    booleanOf(property(changed, 'isNullable')) ? 'DROP NOT NULL' : 'SET NOT NULL',
  )
}

function comment({ call, target, changed, name }: Change): void {
  const text = filledIn(changed, 'comment', target.span)
  const said = text ? literal(text, target.span) : 'NULL'
  send(call, target, 'COMMENT ON COLUMN ', target.table.sql, '.', name, ' IS ', said)
}

/** TypeORM drops a unique constraint that it finds by its one column: the one that it would have made. */
function changeUnique({ call, target, changed }: Change): void {
  if (booleanOf(property(changed, 'isUnique'))) {
    addUnique(call, changed, target)
    return
  }
  const column = columnName(changed, target.span)
  const made = column && madeName('unique', target.table.plain, [shown(column)])
  if (made !== undefined) alterTable(call, target, 'DROP CONSTRAINT ', quoted(made, target.span))
}

function changeDefault({ call, target, changed, name }: Change): void {
  const given = textIn(changed, 'default', target.span)
  if (given) alterColumn(call, name, target, 'SET DEFAULT ', given)
  else alterColumn(call, name, target, 'DROP DEFAULT')
}

function collate({ call, target, changed, name }: Change): void {
  const { span } = target
  const type = textIn(changed, 'type', span) ?? ''
  const collation = textIn(changed, 'collation', span) ?? 'undefined'
  alterColumn(call, name, target, 'TYPE ', type, ' COLLATE ', quoted(collation, span))
}

/** A generated column becomes a plain one with the values that it had. */
function keepGenerated({ call, target, changed, name }: Change): void {
  const { table, span } = target
  const column = columnName(changed, span)
  const definition = columnSql(table, changed, span)
  if (textOf(property(changed, 'generatedType')) === 'STORED' || !column || !definition) return
  const kept = quoted(`TEMP_OLD_${shown(column)}`, span)
  alterTable(call, target, 'RENAME COLUMN ', name, ' TO ', kept)
  alterTable(call, target, 'ADD ', definition)
  send(call, target, 'UPDATE ', table.sql, ' SET ', name, ' = ', kept)
  alterTable(call, target, 'DROP COLUMN ', kept)
}
