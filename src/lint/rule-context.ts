/** What a check sees, worked out when it looks. */
import type { EffectsView } from '../effects/effects-view.ts'
import type { Migration } from '../model/migration.ts'
import type { Operation } from '../model/operation.ts'
import type { SchemaView } from '../schema/schema-view.ts'
import type { Replay } from './replay.ts'
import type { MigrationContext, OperationContext, RuleContext } from './rule.ts'
import type { RuleOptions } from './settings.ts'
import type { TransactionContext } from './transaction-context.ts'

/** What is judged: one direction of one migration. */
export interface Judged {
  readonly migration: Migration
  readonly direction: 'up' | 'down'
  readonly replay: Replay
  readonly beforeUp: SchemaView
  readonly postgresVersion: number
}

/** What one rule adds. */
export interface Asking {
  readonly options: RuleOptions
  readonly report: MigrationContext['report']
}

/** The context of a migration as a whole. Rules take it apart, so `report` must not need `this`. */
export class JudgedMigration implements MigrationContext {
  readonly migration: Migration
  readonly direction: 'up' | 'down'
  readonly beforeUp: SchemaView
  readonly postgresVersion: number
  readonly options: RuleOptions
  readonly report: MigrationContext['report']
  readonly at: (index: number) => OperationContext
  protected readonly replay: Replay

  constructor(judged: Judged, asking: Asking) {
    this.migration = judged.migration
    this.direction = judged.direction
    this.replay = judged.replay
    this.beforeUp = judged.beforeUp
    this.postgresVersion = judged.postgresVersion
    this.options = asking.options
    this.report = asking.report
    this.at = index => judged.replay.at(index)
  }

  get operations(): readonly Operation[] {
    return this.replay.operations
  }

  get before(): SchemaView {
    return this.replay.schema(0)
  }

  get after(): SchemaView {
    return this.replay.schema(this.replay.operations.length)
  }
}

/** The context of one operation. */
export class JudgedOperation extends JudgedMigration implements RuleContext {
  readonly index: number
  readonly commitsWith: RuleContext['commitsWith']

  constructor(judged: Judged, asking: Asking, index: number) {
    super(judged, asking)
    this.index = index
    this.commitsWith = other => {
      const { id } = this.transaction
      const together = id !== undefined && this.replay.transaction(other).id === id
      return together || this.operations[other]?.statement === this.operations[index]?.statement
    }
  }

  get schema(): SchemaView {
    return this.replay.schema(this.index)
  }

  get effects(): EffectsView {
    return this.replay.effects(this.index)
  }

  get transaction(): TransactionContext {
    return this.replay.transaction(this.index)
  }
}
