/** The names in an operation. */

/** Every name that an operation bears, and every other text in it: tables, columns, constraints, indexes. */
export function namesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(namesIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, field]) => (key === 'span' ? [] : namesIn(field)))
}
