/** What a migration imports from `typeorm`: the classes that describe tables, which keep their options as they are. */
import { hostValue, objectValue } from '../typescript/value-tools.ts'
import type { HostMethod, Value } from '../typescript/values.ts'

/** `new TableColumn({…})` is its options, at the place of the call. */
const described: HostMethod = call => {
  const options = call.args[0]
  return options?.kind === 'object'
    ? { ...options, at: call.span }
    : (options ?? objectValue({}, { at: call.span }))
}

const CLASSES = [
  'Table',
  'TableColumn',
  'TableForeignKey',
  'TableIndex',
  'TableUnique',
  'TableCheck',
  'TableExclusion',
  'View',
]

/** The exports of the package. */
export const TYPEORM: Value = hostValue({
  name: 'typeorm',
  reachesDatabase: false,
  properties: Object.fromEntries(
    CLASSES.map(name => [name, hostValue({ name, reachesDatabase: false, construct: described })]),
  ),
})
