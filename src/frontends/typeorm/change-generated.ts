/** A column that begins or ceases to be generated: its default, and the sequence behind it. */
import type { MappedText } from '../../source/mapped-text.ts'
import { booleanOf, property, textOf } from '../typescript/arguments.ts'
import type { Value } from '../typescript/values.ts'
import { write } from '../typescript/written-sql.ts'
import { alterColumn, type Change } from './change.ts'
import { columnName, UUID_GENERATOR } from './column-sql.ts'
import { quoted } from './names.ts'
import { send, type On } from './statement.ts'

/** Sends what `isGenerated` changes. */
export function changeGenerated({ call, target, old, changed, name }: Change): void {
  const { table } = target
  const sequence = sequenceOf(changed, target)
  if (booleanOf(property(old, 'isGenerated'))) {
    const strategy = strategyOf(old)
    if (strategy === 'uuid' || strategy === 'increment') alterColumn(call, name, target, 'DROP DEFAULT')
    if (strategy === 'increment') send(call, target, 'DROP SEQUENCE ', sequence)
  }
  const strategy = strategyOf(changed)
  if (strategy !== 'uuid' && strategy !== 'increment') return
  if (!booleanOf(property(changed, 'isGenerated'))) {
    alterColumn(call, name, target, 'DROP DEFAULT')
    if (strategy === 'increment') send(call, target, 'DROP SEQUENCE ', sequence)
  } else if (strategy === 'uuid') alterColumn(call, name, target, `SET DEFAULT ${UUID_GENERATOR}`)
  else {
    send(call, target, 'CREATE SEQUENCE IF NOT EXISTS ', sequence, ' OWNED BY ', table.sql, '.', name)
    alterColumn(call, name, target, "SET DEFAULT nextval('", sequence, "')")
  }
}

/** The sequence of a serial column follows its name. */
export function renameSequence({ call, target, old, changed }: Change): void {
  if (!booleanOf(property(old, 'isGenerated')) || strategyOf(changed) !== 'increment') return
  const to = sequenceOf(changed, { ...target, table: { ...target.table, schema: undefined } })
  send(call, target, 'ALTER SEQUENCE ', sequenceOf(old, target), ' RENAME TO ', to)
}

function strategyOf(column: Value): string | undefined {
  return textOf(property(column, 'generationStrategy'))
}

/** `"orders_id_seq"`, shortened as TypeORM does it. */
function sequenceOf(column: Value, { table, span }: On): MappedText {
  const name = columnName(column, span)?.text ?? ''
  const whole = `${table.name.text}_${name}_seq`
  const rest = Math.max(29, 63 - table.name.text.length - 5)
  const text = whole.length > 63 ? `${table.name.text.slice(0, 29)}_${name.slice(0, rest)}_seq` : whole
  return write(span, ...(table.schema ? [quoted(table.schema, span), '.'] : []), quoted(text, span))
}
