/** `startTransaction` and its like: TypeORM counts how deep it is and uses savepoints inside of a transaction. */
import type { HostMethod } from '../typescript/values.ts'

/** The methods of a query runner for its transactions. */
export type TransactionMethods = Readonly<
  Record<'startTransaction' | 'commitTransaction' | 'rollbackTransaction', HostMethod>
>

/** Those of one query runner. */
export function transactionMethods(inTransaction: boolean): TransactionMethods {
  let depth = inTransaction ? 1 : 0
  const savepoint = (at: number) => `typeorm_${String(at)}`
  return {
    startTransaction: call => {
      const { byFramework } = MADE
      if (depth === 0) call.emit({ kind: 'transactionControl', action: 'begin', byFramework })
      else call.emit({ kind: 'transactionControl', action: 'savepoint', name: savepoint(depth), byFramework })
      depth++
      return undefined
    },
    commitTransaction: call => {
      depth = Math.max(0, depth - 1)
      const { byFramework } = MADE
      if (depth === 0) call.emit({ kind: 'transactionControl', action: 'commit', byFramework })
      else call.emit({ kind: 'transactionControl', action: 'release', name: savepoint(depth), byFramework })
      return undefined
    },
    rollbackTransaction: call => {
      depth = Math.max(0, depth - 1)
      const { byFramework } = MADE
      if (depth === 0) call.emit({ kind: 'transactionControl', action: 'rollback', byFramework })
      else
        call.emit({ kind: 'transactionControl', action: 'rollbackTo', name: savepoint(depth), byFramework })
      return undefined
    },
  }
}

const MADE = { byFramework: true } as const
