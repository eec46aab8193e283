/** What `op.batchAlterTable` asks for, before its calls are collected. */
import { tableOf } from '../../frontends/migrate-lint/constraints.ts'
import { OP_METHODS } from '../../frontends/migrate-lint/op.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { NamingConvention } from '../naming-convention.ts'
import type { BatchOptions, TableCopy } from './calls/batch.ts'
import { CallError } from './errors.ts'
import { placeOfCall } from './place-of-call.ts'
import { FUNCTION, OBJECT, oneOf, TEXT, TEXTS } from './signatures/kinds.ts'
import { checkCall, type OptionKinds, type Signature } from './signatures/signature.ts'
import { signatureOf } from './signatures/index.ts'
import { operationsOfCall } from './steps-of.ts'
import type { BatchSettings, BatchStep } from './step.ts'
import { toValue } from './to-value.ts'

const OPTIONS: OptionKinds<BatchOptions> = {
  schema: TEXT,
  recreate: oneOf('auto', 'always', 'never'),
  copyFrom: OBJECT,
  columnOrder: TEXTS,
  namingConvention: OBJECT,
}

const SIGNATURE: Signature = {
  args: [
    { what: 'the table', kind: TEXT, example: `'orders'` },
    { what: 'the block', kind: FUNCTION, example: 'async batch => { … }' },
  ],
  options: OPTIONS,
}

/** The step without its operations. Throws a CallError where the arguments are not what they have to be. */
export function batchStep(
  call: string,
  args: readonly [table: unknown, body: unknown, options: unknown],
  convention: NamingConvention | undefined,
): BatchStep {
  checkCall(call, SIGNATURE, args)
  const span = placeOfCall(call)
  const [given, , options] = args
  const table = tableOf(toValue(given, span), toValue(options, span))
  if (!table) throw new CallError(`${call}: the table is missing.`)
  // The check above has seen to it.
  return {
    kind: 'batch',
    call,
    table,
    operations: [],
    options: settingsOf(given, (options ?? {}) as BatchOptions, convention),
  }
}

function settingsOf(
  table: unknown,
  options: BatchOptions,
  convention: NamingConvention | undefined,
): BatchSettings {
  const { recreate, columnOrder, copyFrom, namingConvention = convention } = options
  return {
    ...(recreate && { recreate }),
    ...(columnOrder && { columnOrder }),
    ...(copyFrom && { copyFrom: copied(table, copyFrom) }),
    ...(namingConvention && { namingConvention }),
  }
}

/** The table as the batch describes it, read as `op.createTable` would read it. */
function copied(table: unknown, { columns, ...options }: TableCopy): BatchSettings['copyFrom'] {
  const args = [table, columns, options]
  const called = {
    call: 'copyFrom',
    method: OP_METHODS.createTable,
    signature: signatureOf('createTable', args),
    args,
  }
  const operations = operationsOfCall({ ...called, finish: operation => operation })
  return operations.find(isCreateTable)
}

function isCreateTable(operation: BareOperation): operation is NonNullable<BatchSettings['copyFrom']> {
  return operation.kind === 'createTable'
}
