/** What `op.batchAlterTable` asks for, before its calls are collected. */
import { tableOf } from '../../frontends/migrate-lint/constraints.ts'
import { formatName, type QualifiedName } from '../../model/names.ts'
import { CallError } from './errors.ts'
import { placeOfCall } from './steps-of.ts'
import type { BatchStep } from './step.ts'
import { toValue } from './to-value.ts'

/** The step without its operations. */
export function batchStep(call: string, table: unknown, options: object): BatchStep {
  const span = placeOfCall(call)
  const name = tableOf(toValue(table, span), toValue(options, span))
  if (!name) {
    throw new CallError(`${call}: the table is missing. Write ${call}('orders', async batch => { … }).`)
  }
  const recreate = 'recreate' in options ? options.recreate : undefined
  if (recreate !== undefined && recreate !== 'auto' && recreate !== 'always' && recreate !== 'never') {
    throw new CallError(`${call}: recreate is ${String(recreate)}. It may be 'auto', 'always' or 'never'.`)
  }
  return {
    kind: 'batch',
    call,
    table: name,
    operations: [],
    options: recreate === undefined ? {} : { recreate },
  }
}

/** The table as the calls of the batch get it. */
export function batchTable(table: QualifiedName): string {
  return formatName(table)
}
