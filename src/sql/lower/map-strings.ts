/** Changes every text inside a plain value and keeps its shape. */

/** A copy of a value of objects, arrays and primitives with each string mapped. */
export function mapStrings<T>(value: T, map: (text: string) => string): T {
  return mapped(value, map) as T
}

function mapped(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value)
  if (Array.isArray(value)) return value.map(item => mapped(item, map))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([field, child]) => [field, mapped(child, map)]))
}
