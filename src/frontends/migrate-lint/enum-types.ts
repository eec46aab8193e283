/** The enums that columns bring along, and those that go with them. */
import type { BareOperation } from '../../model/operation.ts'
import { listOf, nameOf, namesOf, property, splitName } from '../typescript/arguments.ts'
import type { HostCall, Value } from '../typescript/values.ts'
import { enumName } from './columns.ts'
import { option } from './readers.ts'
import { isMade } from './runner-module.ts'

/** `t.enum(['a', 'b'], { name })` makes the type where there is none yet: once for all the columns that have it. */
export function enumsOfColumns(columns: readonly Value[]): readonly BareOperation[] {
  const all = columns.flatMap(column => enumsOfType(property(column, 'type')))
  const text = (operation: BareOperation) => JSON.stringify(operation)
  return all.filter((each, i) => all.findIndex(other => text(other) === text(each)) === i)
}

/** The same for one type. */
export function enumsOfType(type: Value | undefined): readonly BareOperation[] {
  if (!isMade(type, 'type')) return []
  const args = listOf(property(type, 'arguments')) ?? []
  const name = nameOf(property(type, 'name'))
  if (name === 'array') return enumsOfType(args[0])
  const values = name === 'enum' && args[0]?.kind === 'array' ? namesOf(args[0]) : undefined
  return values ? [{ kind: 'createEnum', type: enumName(args), values, ifNotExists: true }] : []
}

/** `dropEnum: 'order_status'`, or several: the types that nothing has any more once the table or column is gone. */
export function enumsDropped(call: HostCall, index: number): readonly BareOperation[] {
  const names = namesOf(option(call, index, 'dropEnum') ?? undefined) ?? []
  return names.map(name => ({ kind: 'dropType', type: splitName(name), ifExists: true }))
}
