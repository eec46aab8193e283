/** Leaving out what is not there, so that equal operations have equal fields. */

/** The fields of an object without those that are undefined. */
export function compact<T extends object>(value: T): T {
  const kept: Partial<T> = {}
  for (const name in value) if (value[name] !== undefined) kept[name] = value[name]
  return kept as T
}
