/** Leaving out what is not there, so that equal operations have equal fields. */

/** The fields of an object without those that are undefined. */
export function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T
}
