/** Where `batch.addColumn` puts a new column. */
import type { BatchSettings } from './step.ts'

/** A new column by its name, and what it stands before or after. */
export type NewColumn = readonly [name: string, position: NonNullable<BatchSettings['positions']>[string]]

/** The place that the options of a call give; none where the column comes last. */
export function positionOf([column, options]: readonly unknown[]): readonly NewColumn[] {
  const name = textAt(column, 'name')
  const [before, after] = [textAt(options, 'insertBefore'), textAt(options, 'insertAfter')]
  if (name === undefined) return []
  if (before !== undefined) return [[name, { before }]]
  return after === undefined ? [] : [[name, { after }]]
}

function textAt(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const found: unknown = Reflect.get(value, name)
  return typeof found === 'string' ? found : undefined
}
