/** Takes the calls of a migration as SQL that is printed instead of sent. */
import type { QueryResult } from '../../database/connection.ts'
import { insertStatements } from '../execute/rows-sql.ts'
import { wholeUpdate } from '../execute/update-in-batches.ts'
import { NOTHING } from '../execute/unit.ts'
import type { OpContext, Sink } from '../op/sink.ts'
import type { Step } from '../op/step.ts'
import type { PlannedStatement } from '../runner.ts'
import { printedAssert } from './guards.ts'
import { APART, type OfflinePrinter } from './offline-printer.ts'

/** The statements of one migration, with the transactions in which they would stand. */
export class OfflineSink implements Sink {
  readonly context: OpContext
  readonly #printer: OfflinePrinter
  readonly statements: PlannedStatement[] = []
  #transaction: number | undefined

  constructor(context: OpContext, printer: OfflinePrinter, isTransactional: boolean) {
    this.context = context
    this.#printer = printer
    this.#transaction = isTransactional ? 1 : undefined
  }

  async perform(step: Step): Promise<QueryResult> {
    for (const sql of await this.#sqlOf(step)) this.statements.push({ sql, transaction: this.#transaction })
    return NOTHING
  }

  async autocommit(work: () => Promise<void>): Promise<void> {
    const before = this.#transaction
    this.#transaction = undefined
    await work()
    this.#transaction = before === undefined ? undefined : before + 1
  }

  async #sqlOf(step: Step): Promise<readonly string[]> {
    const { dialect } = this.context
    switch (step.kind) {
      case 'operations':
        return this.#printer.print(step.operations, APART)
      case 'batch':
        return this.#printer.print(step.operations, step.options)
      case 'sql':
        return this.#printer.passOn(step.sql)
      case 'rows':
        return (
          await Promise.all(insertStatements(step, dialect).map(sql => this.#printer.passOn(sql)))
        ).flat()
      case 'batches':
        return this.#printer.passOn(wholeUpdate(step))
      case 'assert':
        return printedAssert(step.operation, dialect)
    }
  }
}
