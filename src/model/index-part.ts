/** One key of an index. */
import type { Expression } from './expression.ts'

/** Either a column or an expression. */
export interface IndexPart {
  readonly column?: string | undefined
  readonly expression?: Expression | undefined
  /** Absent means ascending. */
  readonly order?: 'desc' | undefined
  readonly nulls?: 'first' | 'last' | undefined
  readonly operatorClass?: string | undefined
  readonly collation?: string | undefined
}
