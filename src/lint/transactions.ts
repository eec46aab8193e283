/** In which transaction, and under which timeouts, each operation of one direction runs. */
import type { TransactionScope } from '../model/migration.ts'
import type { Operation } from '../model/operation.ts'
import type { SetParameter, TransactionControl } from '../model/session-operations.ts'
import {
  inForce,
  initialSettings,
  setParameter,
  withLocal,
  withoutLocals,
  type SessionSettings,
  type TimeoutName,
} from './session-settings.ts'
import type { Timeout, TransactionContext } from './transaction-context.ts'

/** The timeouts that the runner, the role or the database sets before the migration. */
export interface InitialTimeouts extends Readonly<Record<TimeoutName, Timeout>> {
  /** The lock_timeout that the runner sets by SET LOCAL in each transaction that it opens. */
  readonly inTransactions?: Timeout | undefined
}

/** No timeout, as the server has it by default. */
export const NO_TIMEOUTS: InitialTimeouts = { lock_timeout: 0, statement_timeout: 0 }

/** The transaction context before each operation, in order, and behind the last one. */
export function transactionContexts(
  operations: readonly Operation[],
  scope: TransactionScope,
  initial: InitialTimeouts = NO_TIMEOUTS,
): readonly TransactionContext[] {
  const session = new Session(scope, initial, severalStatements(operations))
  return [...operations.map(operation => session.step(operation)), session.end()]
}

/** Round trips that hold more than one statement, so that the server wraps them. */
function severalStatements(operations: readonly Operation[]): ReadonlySet<number> {
  const first = new Map<number, number>()
  const several = new Set<number>()
  for (const { roundTrip, statement } of operations) {
    if (first.has(roundTrip) && first.get(roundTrip) !== statement) several.add(roundTrip)
    else first.set(roundTrip, statement)
  }
  return several
}

type Opener = TransactionContext['openedBy']

interface Open {
  readonly id: number
  readonly openedBy: Opener
  /** Settings to go back to when it is rolled back. */
  readonly settings: SessionSettings
  readonly savepoints: readonly { readonly name: string; readonly settings: SessionSettings }[]
  /** Transactions of the framework inside this one, which are savepoints. */
  readonly nested: number
}

/** Follows one connection statement by statement. */
class Session {
  readonly #scope: TransactionScope
  readonly #defaults: SessionSettings
  readonly #several: ReadonlySet<number>
  readonly #inTransactions: Timeout | undefined
  #settings: SessionSettings
  #open: Open | undefined
  #transactions = 0
  #roundTrip: number | undefined
  #statement: number | undefined

  constructor(scope: TransactionScope, initial: InitialTimeouts, several: ReadonlySet<number>) {
    this.#scope = scope
    this.#defaults = initialSettings(initial)
    this.#settings = this.#defaults
    this.#inTransactions = initial.inTransactions
    this.#several = several
    if (this.#wraps()) this.#begin(this.#runner())
  }

  /** The context of the operation; then what the operation does to the session. */
  step(operation: Operation): TransactionContext {
    this.#arrive(operation)
    const context = this.#contextOf(operation)
    if (operation.kind === 'setParameter') this.#set(operation)
    else if (operation.kind === 'transactionControl') this.#control(operation)
    else if (operation.kind === 'maintenance' && operation.command === 'discard')
      this.#settings = this.#defaults
    return context
  }

  /** What is left open behind the last operation. */
  end(): TransactionContext {
    if (this.#open?.openedBy === 'round trip') this.#end()
    return this.#context()
  }

  /** A new round trip ends the implicit transaction of the one before; a new statement ends what SET LOCAL did to a lone one. */
  #arrive({ roundTrip, statement }: Operation): void {
    if (roundTrip !== this.#roundTrip && this.#open?.openedBy === 'round trip') this.#end()
    if (statement !== this.#statement && !this.#open) this.#settings = withoutLocals(this.#settings)
    if (!this.#open && this.#several.has(roundTrip)) this.#begin('round trip')
    this.#roundTrip = roundTrip
    this.#statement = statement
  }

  #set(operation: SetParameter): void {
    this.#settings = setParameter(this.#settings, operation, this.#defaults)
  }

  #control(operation: TransactionControl): void {
    const actions: Readonly<Record<TransactionControl['action'], () => void>> = {
      begin: () => this.#beginBy(operation),
      commit: () => this.#endBy(operation, 'commit'),
      prepare: () => this.#endBy(operation, 'commit'),
      rollback: () => this.#endBy(operation, 'rollback'),
      savepoint: () => this.#savepoint(operation.name ?? ''),
      release: () => undefined,
      rollbackTo: () => this.#rollbackTo(operation.name ?? ''),
    }
    actions[operation.action]()
  }

  /** BEGIN inside a transaction is only a warning; inside an implicit one it takes over what was sent before it. */
  #beginBy(operation: TransactionControl): void {
    if (!this.#open) this.#begin(operation.byFramework && this.#wraps() ? this.#runner() : 'statement')
    else if (this.#open.openedBy === 'round trip') this.#open = { ...this.#open, openedBy: 'statement' }
    else if (operation.byFramework) this.#open = { ...this.#open, nested: this.#open.nested + 1 }
  }

  #endBy(operation: TransactionControl, how: 'commit' | 'rollback'): void {
    if (!this.#open) return
    if (operation.byFramework && this.#open.nested > 0) {
      this.#open = { ...this.#open, nested: this.#open.nested - 1 }
      return
    }
    if (how === 'rollback') this.#settings = this.#open.settings
    this.#end()
    // What follows COMMIT in the same string is the next implicit transaction.
    if (this.#roundTrip !== undefined && this.#several.has(this.#roundTrip)) this.#begin('round trip')
  }

  #begin(openedBy: Opener): void {
    this.#open = {
      id: ++this.#transactions,
      openedBy,
      settings: this.#settings,
      savepoints: [],
      nested: 0,
    }
    const isRunners = openedBy === 'run' || openedBy === 'migration'
    if (isRunners && this.#inTransactions !== undefined)
      this.#settings = withLocal(this.#settings, 'lock_timeout', this.#inTransactions)
  }

  #end(): void {
    this.#open = undefined
    this.#settings = withoutLocals(this.#settings)
  }

  #savepoint(name: string): void {
    if (!this.#open) return
    this.#open = {
      ...this.#open,
      savepoints: [...this.#open.savepoints, { name, settings: this.#settings }],
    }
  }

  #rollbackTo(name: string): void {
    const saved = this.#open?.savepoints.findLast(savepoint => savepoint.name === name)
    if (saved) this.#settings = saved.settings
  }

  #wraps(): boolean {
    return this.#scope === 'run' || this.#scope === 'migration'
  }

  #runner(): Opener {
    return this.#scope === 'run' ? 'run' : 'migration'
  }

  /** A runner that sets limits in its transactions gives each statement one, but for those that refuse to be in any. */
  #contextOf(operation: Operation): TransactionContext {
    const context = this.#context()
    const isAlone = 'concurrently' in operation && operation.concurrently
    if (this.#open || isAlone || this.#inTransactions === undefined || context.lockTimeout !== 0)
      return context
    return { ...context, lockTimeout: this.#inTransactions }
  }

  #context(): TransactionContext {
    return {
      id: this.#open?.id,
      openedBy: this.#open?.openedBy ?? 'none',
      lockTimeout: inForce(this.#settings, 'lock_timeout'),
      statementTimeout: inForce(this.#settings, 'statement_timeout'),
    }
  }
}
