/** The text that EXECUTE runs, when its expression consists of constants. */
import { pick, pickAll } from '../lower/nodes.ts'
import { parseSql } from '../parse.ts'
import { constantString } from './constant-string.ts'

/** The value of the expression after EXECUTE. */
export function executedText(expression: string): string | undefined {
  const statement = parseSql(`SELECT ${expression}`).statements[0]
  if (statement?.kind !== 'parsed') return undefined
  const [target] = pickAll(pick(statement.node, 'SelectStmt')?.targetList, 'ResTarget')
  return constantString(target?.val)
}
