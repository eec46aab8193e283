/** Whether an operation was written in SQL, or by a call of a framework's builder. */
import type { Operation } from '../model/operation.ts'

/** A builder's call has no space behind its first word: `t.string('note')`, `queryRunner.addColumn(…)`. */
const STATEMENT = /^(?:ALTER|ADD|DROP|RENAME|SET|CREATE)\s/iu

/** Whether the characters that say the operation are those of a statement. */
export function isWrittenAsSql({ span: { file, start } }: Operation): boolean {
  return STATEMENT.test(file.text.slice(start, start + 10))
}
