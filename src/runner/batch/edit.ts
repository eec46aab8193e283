/** What an operation does to a draft. */
import type { Unplaced } from '../../model/operation-base.ts'
import type { OperationKind, OperationOf } from '../../model/operation.ts'
import type { BatchOptions } from './batch-options.ts'
import type { Draft } from './draft.ts'

export type Edit<K extends OperationKind> = (
  draft: Draft,
  operation: Unplaced<OperationOf<K>>,
  options: BatchOptions,
) => Draft

export type Edits = { readonly [K in OperationKind]: Edit<K> }
