/** The text of a whole statement, or of a query inside it. */
import type { StatementContext } from './lowered.ts'
import type { Node } from './nodes.ts'
import { print, UnprintableError } from './print.ts'

/** Above this many characters printing costs more than equal texts are worth. */
const LONGEST_PRINTED = 20_000

/** As PostgreSQL prints it; very long statements, such as inserts of many rows, stay as written. */
export function printStatement(node: Node, context: StatementContext): string {
  if (context.text.length > LONGEST_PRINTED) return context.text
  try {
    return print(node)
  } catch (error) {
    if (error instanceof UnprintableError) return context.text
    throw error
  }
}
