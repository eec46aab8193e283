/** Reading arguments when a call is made, and failing when it has its turn. */

/** Reads now, because the code may change its arguments later; an error comes when the result is asked for. */
export function prepared<T>(read: () => T): () => T {
  try {
    const value = read()
    return () => value
  } catch (error) {
    return () => {
      throw error
    }
  }
}
