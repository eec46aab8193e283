/** One direction of a migration replayed on a schema: what is known before each operation, worked out when it is asked for. */
import { effectsOf } from '../effects/effects-of.ts'
import { effectsView, type EffectsView } from '../effects/effects-view.ts'
import type { TransactionScope } from '../model/migration.ts'
import type { Operation } from '../model/operation.ts'
import { applyOperation } from '../schema/apply.ts'
import type { MigrationNumber, SchemaState } from '../schema/schema-state.ts'
import { viewOf, type SchemaView } from '../schema/schema-view.ts'
import { alongTransactions } from './along-transactions.ts'
import { locksAt, type LocksAt } from './held-locks.ts'
import { notValidAfter, type NotValidConstraint } from './not-valid.ts'
import type { OperationContext } from './rule.ts'
import type { TransactionContext } from './transaction-context.ts'
import { transactionContexts, type InitialTimeouts } from './transactions.ts'

/** What the replay needs besides the operations. */
export interface ReplaySettings {
  readonly scope: TransactionScope
  readonly timeouts: InitialTimeouts
  readonly postgresVersion: number
  /** The migration before it in the same run, whose transaction it goes on with. */
  readonly goesOnFrom?: Replay | undefined
}

/** The states, effects and transactions of one direction. */
export class Replay {
  readonly operations: readonly Operation[]
  readonly #states: readonly SchemaState[]
  readonly #settings: ReplaySettings
  readonly #views: (SchemaView | undefined)[] = []
  readonly #effects: (EffectsView | undefined)[] = []
  #transactions: readonly TransactionContext[] | undefined
  #locks: readonly LocksAt[] | undefined
  #notValid: readonly (readonly NotValidConstraint[])[] | undefined

  constructor(start: SchemaState, operations: readonly Operation[], settings: ReplaySettings) {
    const states = [start]
    let state = start
    for (const operation of operations) {
      state = applyOperation(state, operation)
      states.push(state)
    }
    this.operations = operations
    this.#states = states
    this.#settings = settings
  }

  /** The state after the last operation. */
  get end(): SchemaState {
    return this.#state(this.operations.length)
  }

  /** Number of the first migration in the same transaction. */
  get runStart(): MigrationNumber {
    return this.#settings.goesOnFrom?.runStart ?? this.#state(0).migration
  }

  /** The schema before the n-th operation; behind the last one, after it. */
  schema(index: number): SchemaView {
    return (this.#views[index] ??= viewOf(this.#state(index)))
  }

  effects(index: number): EffectsView {
    return (this.#effects[index] ??= effectsView(
      effectsOf(this.#operation(index), this.schema(index), {
        postgresVersion: this.#settings.postgresVersion,
      }),
    ))
  }

  transaction(index: number): TransactionContext {
    this.#transactions ??= transactionContexts(this.operations, this.#settings.scope, this.#settings.timeouts)
    const context = this.#transactions[index]
    if (!context) throw new RangeError(`there is no operation ${index}`)
    return context
  }

  locks(index: number): LocksAt {
    this.#locks ??= locksAt(
      this.operations,
      each => this.at(each),
      each => this.transaction(each),
    )
    const locks = this.#locks[index]
    if (!locks) throw new RangeError(`there is no operation ${index}`)
    return locks
  }

  /** The constraints that the transaction has added as NOT VALID before the n-th operation; behind the last one, after it. */
  notValid(index: number): readonly NotValidConstraint[] {
    this.#notValid ??= this.#followNotValid()
    return this.#notValid[index] ?? []
  }

  /** All of it, lazily. */
  at(index: number): OperationContext {
    this.#operation(index)
    return new ReplayedOperation(this, index)
  }

  #followNotValid(): readonly (readonly NotValidConstraint[])[] {
    const { operations, runStart } = this
    const previous = this.#settings.goesOnFrom
    return alongTransactions<readonly NotValidConstraint[]>(operations, each => this.transaction(each), {
      none: [],
      start: previous?.notValid(previous.operations.length),
      after: (held, operation, index) =>
        notValidAfter(held, operation, {
          before: this.schema(index),
          after: this.schema(index + 1),
          runStart,
        }),
    })
  }

  #operation(index: number): Operation {
    const operation = this.operations[index]
    if (!operation) throw new RangeError(`there is no operation ${index}`)
    return operation
  }

  #state(index: number): SchemaState {
    const state = this.#states[index]
    if (!state) throw new RangeError(`there is no state before operation ${index}`)
    return state
  }
}

/** What is known where one operation runs. */
class ReplayedOperation implements OperationContext {
  readonly #replay: Replay
  readonly #index: number

  constructor(replay: Replay, index: number) {
    this.#replay = replay
    this.#index = index
  }

  get schema(): SchemaView {
    return this.#replay.schema(this.#index)
  }

  get effects(): EffectsView {
    return this.#replay.effects(this.#index)
  }

  get transaction(): TransactionContext {
    return this.#replay.transaction(this.#index)
  }

  get locks(): LocksAt {
    return this.#replay.locks(this.#index)
  }

  get notValid(): readonly NotValidConstraint[] {
    return this.#replay.notValid(this.#index)
  }
}
