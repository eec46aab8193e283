/** The order of texts that does not depend on the language of the machine. */

/** Compares by UTF-16 code units, as `<` does; for `sort`. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
