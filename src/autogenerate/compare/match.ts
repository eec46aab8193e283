/** Which part of a table is which of the other side: by name, or by what it says. */

/** A part of both sides. */
export interface Matched<T> {
  readonly wanted: T
  readonly found: T
}

export interface Matching<T> {
  /** They say the same; their names may differ. */
  readonly same: readonly Matched<T>[]
  /** They have one name and say different things. */
  readonly changed: readonly Matched<T>[]
  readonly added: readonly T[]
  readonly dropped: readonly T[]
}

/** Pairs parts that say the same, those of one name first, then those that only have the name in common. */
export function match<T>(
  wanted: readonly T[],
  found: readonly T[],
  nameOf: (part: T) => string,
  contentOf: (part: T, side: 'wanted' | 'found') => string,
): Matching<T> {
  const same: Matched<T>[] = []
  const changed: Matched<T>[] = []
  let [added, dropped] = [wanted, found]
  const pairUp = (pairs: Matched<T>[], isPair: (one: T, other: T) => boolean) => {
    for (const one of added) {
      const other = dropped.find(each => isPair(one, each))
      if (other === undefined) continue
      pairs.push({ wanted: one, found: other })
      added = added.filter(each => each !== one)
      dropped = dropped.filter(each => each !== other)
    }
  }
  const sameName = (one: T, other: T) => nameOf(one) === nameOf(other)
  const sameContent = (one: T, other: T) => contentOf(one, 'wanted') === contentOf(other, 'found')
  pairUp(same, (one, other) => sameName(one, other) && sameContent(one, other))
  pairUp(same, sameContent)
  pairUp(changed, sameName)
  return { same, changed, added, dropped }
}
