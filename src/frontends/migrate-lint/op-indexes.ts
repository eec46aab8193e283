/** The calls of `op` on indexes. */
import { flag, type QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import { argument, booleanOf, nameOf, namesOf, property, textOf } from '../typescript/arguments.ts'
import { compact } from '../typescript/compact.ts'
import type { HostCall, HostMethod, Value } from '../typescript/values.ts'
import { readCondition } from './columns.ts'
import { indexParts, tableOf } from './constraints.ts'
import { isOn, on, one, option } from './readers.ts'

/** An index from its name, table, keys and options; undefined when a key cannot be read. */
export function readCreateIndex(
  name: string | undefined,
  table: QualifiedName,
  keys: Value | undefined,
  options: Value | undefined,
  call: HostCall,
): BareOperation | undefined {
  const parts = indexParts(keys, options, call.span)
  if (!parts) return undefined
  const is = (what: string) => flag(booleanOf(property(options, what)))
  return compact<BareOperation>({
    kind: 'createIndex',
    name,
    table,
    parts,
    unique: is('unique'),
    concurrently: is('concurrently'),
    ifNotExists: is('ifNotExists'),
    using: textOf(property(options, 'using')),
    include: namesOf(property(options, 'include')) ?? [],
    where: readCondition(property(options, 'where'), call.span),
    nullsNotDistinct: is('nullsNotDistinct'),
    tablespace: textOf(property(options, 'tablespace')),
    storageParameters: storageOf(property(options, 'with')),
  })
}

/** `with: { fillfactor: 70 }`, or the same as a text. */
function storageOf(value: Value | undefined): string | undefined {
  if (value?.kind !== 'object') return textOf(value)
  const entries = [...value.properties.value].map(([name, each]) => `${name} = ${valueText(each)}`)
  return entries.join(', ') || undefined
}

function valueText(value: Value): string {
  return value.kind === 'primitive' ? String(value.value) : (nameOf(value) ?? '…')
}

/** Calls on indexes. */
export const INDEXES = {
  createIndex: on(1, 3, (table, call) =>
    readCreateIndex(nameOf(call.args[0]), table, call.args[2], argument(call.args, 3), call),
  ),
  dropIndex: one(call => {
    const index = tableOf(call.args[0], argument(call.args, 1))
    return (
      index && {
        kind: 'dropIndex',
        index,
        table: tableOf(option(call, 1, 'table') ?? option(call, 1, 'tableName')),
        concurrently: isOn(call, 1, 'concurrently'),
        ifExists: isOn(call, 1, 'ifExists'),
      }
    )
  }),
  renameIndex: on(0, 2, (index, call) => {
    const to = nameOf(call.args[1])
    return to === undefined ? undefined : { kind: 'renameIndex', index, to }
  }),
} as const satisfies Readonly<Record<string, HostMethod>>
