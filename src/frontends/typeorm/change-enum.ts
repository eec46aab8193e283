/** Enums of a column that is changed: values are added where that is all, else the type is made anew. */
import { standingFor } from '../../source/mapped-text.ts'
import { booleanOf, namesOf, property, textOf } from '../typescript/arguments.ts'
import { alterColumn, type Change } from './change.ts'
import { enumName, enumValues } from './column-sql.ts'
import { textIn } from './names.ts'
import { send } from './statement.ts'
import { literal } from './text.ts'

/** The type follows the name of its column. */
export function renameEnum({ call, target, old, changed }: Change): void {
  const { table, span } = target
  const to = enumName(table, changed, span, { schema: false })
  send(call, target, 'ALTER TYPE ', enumName(table, old, span), ' RENAME TO ', to)
}

/** Sends what differs between the values or names; true when the default went along. */
export function changeEnum(change: Change): boolean {
  const { call, target, old, changed } = change
  const { table, span } = target
  const before = namesOf(property(old, 'enum')) ?? []
  const after = namesOf(property(changed, 'enum')) ?? []
  const sameName = textOf(property(old, 'enumName')) === textOf(property(changed, 'enumName'))
  const extra = after.filter(value => !before.includes(value))
  const missing = before.filter(value => !after.includes(value))
  if (sameName && before.join('\n') === after.join('\n')) return false
  if (missing.length > 0 || extra.length === 0) return makeEnumAnew(change)
  for (const value of extra) {
    const said = literal(standingFor(value, span), span)
    send(call, target, 'ALTER TYPE ', enumName(table, old, span), ' ADD VALUE ', said)
  }
  return false
}

function makeEnumAnew({ call, target, old, changed, name }: Change): boolean {
  const { table, span } = target
  const type = enumName(table, changed, span)
  const array = booleanOf(property(changed, 'isArray')) ? '[]' : ''
  const kept = enumName(table, old, span, { suffix: '_old' })
  const renamed = enumName(table, old, span, { schema: false, suffix: '_old' })
  const defaults = [textIn(old, 'default', span), textIn(changed, 'default', span)] as const
  send(call, target, 'ALTER TYPE ', enumName(table, old, span), ' RENAME TO ', renamed)
  send(call, target, 'CREATE TYPE ', type, ' AS ENUM(', enumValues(changed, span) ?? '', ')')
  if (defaults[0]) alterColumn(call, name, target, 'DROP DEFAULT')
  alterColumn(call, name, target, 'TYPE ', type, array, ' USING ', name, '::"text"::', type, array)
  if (defaults[1]) alterColumn(call, name, target, 'SET DEFAULT ', defaults[1])
  send(call, target, 'DROP TYPE ', kept)
  return defaults[0] !== undefined
}
