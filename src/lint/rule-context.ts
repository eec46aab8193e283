/** What a check sees, worked out when it looks. */
import type { EffectsView } from '../effects/effects-view.ts'
import type { Migration } from '../model/migration.ts'
import type { Operation } from '../model/operation.ts'
import type { SchemaView } from '../schema/schema-view.ts'
import type { NamingConvention } from './naming.ts'
import type { LocksAt } from './held-locks.ts'
import type { NotValidConstraint } from './not-valid.ts'
import type { Replay } from './replay.ts'
import type { Finding } from './finding.ts'
import type { FindingsContext, MigrationContext, OperationContext, RuleContext } from './rule.ts'
import type { RuleOptions } from './settings.ts'
import type { TransactionContext } from './transaction-context.ts'

/** What is judged: one direction of one migration. */
export interface Judged {
  readonly migration: Migration
  readonly direction: 'up' | 'down'
  readonly replay: Replay
  readonly beforeUp: SchemaView
  readonly postgresVersion: number
  readonly retired: ReadonlySet<string>
  readonly naming: NamingConvention
}

/** What one rule adds. */
export interface Asking {
  readonly options: RuleOptions
  readonly report: MigrationContext['report']
}

/** The context of a migration as a whole. Rules take it apart, so what they call must not need `this`. */
export class JudgedMigration implements MigrationContext {
  protected readonly judged: Judged
  readonly #asking: Asking

  constructor(judged: Judged, asking: Asking) {
    this.judged = judged
    this.#asking = asking
  }

  get migration(): Migration {
    return this.judged.migration
  }

  get direction(): 'up' | 'down' {
    return this.judged.direction
  }

  get beforeUp(): SchemaView {
    return this.judged.beforeUp
  }

  get naming(): NamingConvention {
    return this.judged.naming
  }

  get postgresVersion(): number {
    return this.judged.postgresVersion
  }

  get retired(): ReadonlySet<string> {
    return this.judged.retired
  }

  get options(): RuleOptions {
    return this.#asking.options
  }

  get report(): MigrationContext['report'] {
    return this.#asking.report
  }

  get at(): (index: number) => OperationContext {
    const { replay } = this.judged
    return index => replay.at(index)
  }

  get operations(): readonly Operation[] {
    return this.judged.replay.operations
  }

  get before(): SchemaView {
    return this.judged.replay.schema(0)
  }

  get after(): SchemaView {
    return this.judged.replay.schema(this.operations.length)
  }
}

/** The context of what was found. */
export class JudgedFindings extends JudgedMigration implements FindingsContext {
  readonly findings: readonly Finding[]

  constructor(judged: Judged, asking: Asking, findings: readonly Finding[]) {
    super(judged, asking)
    this.findings = findings
  }
}

/** The context of one operation. */
export class JudgedOperation extends JudgedMigration implements RuleContext {
  readonly index: number

  constructor(judged: Judged, asking: Asking, index: number) {
    super(judged, asking)
    this.index = index
  }

  get commitsWith(): RuleContext['commitsWith'] {
    const { judged, index } = this
    const { replay } = judged
    return other => {
      const { id } = replay.transaction(index)
      const together = id !== undefined && replay.transaction(other).id === id
      return together || replay.operations[other]?.statement === replay.operations[index]?.statement
    }
  }

  get schema(): SchemaView {
    return this.judged.replay.schema(this.index)
  }

  get effects(): EffectsView {
    return this.judged.replay.effects(this.index)
  }

  get transaction(): TransactionContext {
    return this.judged.replay.transaction(this.index)
  }

  get locks(): LocksAt {
    return this.judged.replay.locks(this.index)
  }

  get notValid(): readonly NotValidConstraint[] {
    return this.judged.replay.notValid(this.index)
  }
}
