/** SQL that a migration gives as text: cut into statements, and read only as far as running it asks. */
import { unplaced, type BareOperation } from '../../model/operation.ts'
import { volatilityOf } from '../../effects/volatility.ts'
import { viewOf } from '../../schema/schema-view.ts'
import { emptySchema } from '../../schema/empty.ts'
import { createSourceFile } from '../../source/source-file.ts'
import { verbatim } from '../../source/mapped-text.ts'
import { readSql } from '../../sql/read-sql.ts'
import { splitSql } from '../../sql/split.ts'

/** The statements of a text, each without its semicolon. */
export function statementsIn(text: string): readonly string[] {
  return splitSql(text).chunks.map(({ start, end }) => text.slice(start, end))
}

/** What a text says, in the words of the model. */
export function operationsIn(text: string): readonly BareOperation[] {
  const file = createSourceFile('', text)
  return readSql(verbatim(file), { sending: 'apart', statement: 0, roundTrip: 0 }).operations.map(unplaced)
}

const NO_STATE = viewOf(emptySchema({ complete: false }))

/** Whether a text only asks, so that it may be sent again when a migration is resumed. */
export function onlyReads(text: string): boolean {
  if (!/^\s*(?:--.*\n\s*|\/\*[\s\S]*?\*\/\s*)*(?:select|with|show|values|table|explain)\b/iu.test(text))
    return false
  return operationsIn(text).every(operation => {
    if (operation.kind === 'noOperation') return true
    if (operation.kind !== 'selectRows' || operation.locksRows) return false
    const { functions } = operation
    const called = { sql: '', functions, columns: [], provesNotNull: [] }
    return volatilityOf(called, NO_STATE) === 'not volatile'
  })
}

/** Whether a text begins or ends a transaction by itself, which takes the migration's own from it. */
export function controlsTransaction(text: string): boolean {
  if (!/\b(?:commit|rollback|abort|begin|start\s+transaction|prepare\s+transaction|end)\b/iu.test(text))
    return false
  return operationsIn(text).some(
    operation =>
      operation.kind === 'transactionControl' &&
      !['savepoint', 'release', 'rollbackTo'].includes(operation.action),
  )
}
