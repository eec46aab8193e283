/** What operations say, without what only the code or only the text can tell: to compare the two. */
import type { Operation } from '../../src/model/operation.ts'
import { verbatim } from '../../src/source/mapped-text.ts'
import { createSourceFile } from '../../src/source/source-file.ts'
import { readSql } from '../../src/sql/read-sql.ts'

/** What only the code can tell: the place, the doubts, who uses a result, which transaction is the framework's. */
const OF_THE_CODE = new Set([
  'span',
  'writtenAt',
  'flow',
  'floating',
  'statement',
  'roundTrip',
  'resultUsed',
  'byFramework',
])

/** What the operations say; frameworks number their savepoints, which the code does not. */
export function said(operations: readonly Operation[]): readonly unknown[] {
  return operations.map(operation => {
    const entries = Object.entries(operation).filter(([field]) => !OF_THE_CODE.has(field))
    const savepoint = operation.kind === 'transactionControl'
    return Object.fromEntries(savepoint ? entries.filter(([field]) => field !== 'name') : entries)
  })
}

/** What the statements say that a framework sent. */
export function saidBySql(statements: readonly string[]): readonly unknown[] {
  return statements.flatMap(text => {
    const sql = verbatim(createSourceFile('sent.sql', text))
    return said(readSql(sql, { sending: 'together', statement: 0, roundTrip: 0 }).operations)
  })
}
