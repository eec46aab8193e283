/** What every call of `op` and of a batch takes. */
import type { OP_METHODS } from '../../../frontends/migrate-lint/op.ts'
import type { BatchMethod } from '../../../frontends/migrate-lint/op-batch.ts'
import type { BatchColumnOptions } from '../calls/batch.ts'
import { CONSTRAINT_SIGNATURES, FOREIGN_KEY_BY_OBJECT, INDEX_SIGNATURES } from './indexes.ts'
import { OBJECT, TEXT } from './kinds.ts'
import { DATA_SIGNATURES, TYPE_SIGNATURES, VIEW_SIGNATURES } from './objects.ts'
import { ifNotExists } from './options.ts'
import { withoutTable, type OptionKinds, type Signature } from './signature.ts'
import { COLUMN_SIGNATURES, TABLE_SIGNATURES } from './tables.ts'

/** The calls that are read by the table of the linter; blocks of code are run by `op` itself. */
export type Directive = Exclude<keyof typeof OP_METHODS, 'autocommit' | 'batchAlterTable' | 'getBind'>

const SIGNATURES: Readonly<Record<Directive, Signature>> = {
  ...TABLE_SIGNATURES,
  ...COLUMN_SIGNATURES,
  ...INDEX_SIGNATURES,
  ...CONSTRAINT_SIGNATURES,
  ...TYPE_SIGNATURES,
  ...VIEW_SIGNATURES,
  ...DATA_SIGNATURES,
  invoke: {
    args: [
      {
        what: 'the operation',
        kind: OBJECT,
        example: "{ kind: 'dropTable', table: { name: 'orders' } }",
      },
    ],
  },
}

/** What a call of `op` takes, given its arguments: a foreign key may be described by an object. */
export function signatureOf(name: Directive, args: readonly unknown[]): Signature {
  return name === 'createForeignKey' && isObject(args[1]) ? FOREIGN_KEY_BY_OBJECT : SIGNATURES[name]
}

/** The same for a call of a batch. */
export function batchSignatureOf(name: BatchMethod, args: readonly unknown[]): Signature {
  const signature = withoutTable(signatureOf(name, args))
  return name === 'addColumn' ? { ...signature, options: BATCH_COLUMN } : signature
}

const BATCH_COLUMN: OptionKinds<BatchColumnOptions> = {
  ...ifNotExists,
  insertBefore: TEXT,
  insertAfter: TEXT,
}

function isObject(value: unknown): boolean {
  return OBJECT.is(value)
}
