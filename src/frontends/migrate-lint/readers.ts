/** What the tables of `op` share: reading a call to one operation, or saying what could not be read. */
import { flag, type QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import { argument, booleanOf, property, unknownAmong } from '../typescript/arguments.ts'
import { compact } from '../typescript/compact.ts'
import { unknown } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, Value } from '../typescript/values.ts'
import { tableOf } from './constraints.ts'

/** What a call says; undefined when something of it is not known. */
export type Reading = BareOperation | readonly BareOperation[] | undefined

/** Reads a call to its operations. */
export type Reader = (call: HostCall) => Reading

/** A method that records what its reader says, or says what could not be read. */
export function one(read: Reader, tableOfCall?: (call: HostCall) => QualifiedName | undefined): HostMethod {
  return call => {
    const reading = read(call)
    if (!reading) unreadable(call, tableOfCall?.(call))
    else for (const each of 'kind' in reading ? [reading] : reading) call.emit(compact(each))
    return undefined
  }
}

/** Records that the arguments of a call are not known. */
export function unreadable(call: HostCall, table?: QualifiedName): void {
  const value = unknownAmong(call.args) ?? unknown('run-time value', 'an argument is known only at run time')
  const message = `The call cannot be read: ${value.message}.`
  const tables = table && !isPlaceholder(table) ? [table] : undefined
  call.opaque({ reason: value.reason, message, remedy: 'Write the arguments out.' }, undefined, tables)
}

function isPlaceholder({ schema = '', name }: QualifiedName): boolean {
  return `${schema}${name}`.includes('${')
}

/** An option of the options object at a place of the arguments. */
export const option = (call: HostCall, index: number, name: string): Value | undefined =>
  property(argument(call.args, index), name)

/** Whether an option is on. */
export const isOn = (call: HostCall, index: number, name: string) =>
  flag(booleanOf(option(call, index, name)))

/** An operation on the table that the first or second argument names. */
export function on(
  index: number,
  optionsAt: number,
  build: (table: QualifiedName, call: HostCall) => Reading,
): HostMethod {
  const tableOfCall = (call: HostCall) => tableOf(call.args[index], argument(call.args, optionsAt))
  return one(call => {
    const table = tableOfCall(call)
    return table && build(table, call)
  }, tableOfCall)
}
