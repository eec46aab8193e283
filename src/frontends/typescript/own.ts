/** Looking up names that the user wrote: what every object inherits is in no table. */

/** The entry of a name. */
export function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}
