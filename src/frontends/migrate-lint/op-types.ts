/** The calls of `op` on enums and extensions. */
import { namesOf, textOf } from '../typescript/arguments.ts'
import type { HostMethod } from '../typescript/values.ts'
import { isOn, on, option } from './readers.ts'

/** Calls on enums and extensions. */
export const TYPES = {
  createEnum: on(0, 2, (type, call) => {
    const values = namesOf(call.args[1])
    return values && { kind: 'createEnum', type, values }
  }),
  dropEnum: on(0, 1, (type, call) => ({ kind: 'dropType', type, ifExists: isOn(call, 1, 'ifExists') })),
  addEnumValue: on(0, 2, (type, call) => {
    const value = textOf(call.args[1])
    if (value === undefined) return undefined
    return {
      kind: 'addEnumValue',
      type,
      value,
      before: textOf(option(call, 2, 'before')),
      after: textOf(option(call, 2, 'after')),
      ifNotExists: isOn(call, 2, 'ifNotExists'),
    }
  }),
  renameEnumValue: on(0, 3, (type, call) => {
    const value = textOf(call.args[1])
    const to = textOf(call.args[2])
    return value === undefined || to === undefined ? undefined : { kind: 'renameEnumValue', type, value, to }
  }),
  createExtension: on(0, 1, (name, call) => ({
    kind: 'objectDdl',
    verb: 'create',
    objectType: 'extension',
    name,
    ifNotExists: isOn(call, 1, 'ifNotExists'),
  })),
} as const satisfies Readonly<Record<string, HostMethod>>
