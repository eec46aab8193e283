/** What keeps a table of SQLite from being changed, with what to do about it. */
export class BatchError extends Error {
  override readonly name = 'BatchError'
}

/** `a, b and c`. */
export function enumeration(items: readonly string[]): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`
}
