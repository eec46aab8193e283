/** The order in which things that stand on each other come. */

export interface Ordered<T> {
  /** What others need comes before them. */
  readonly order: readonly T[]
  /** Whether the one needs the other and comes before it nevertheless, because they need each other. */
  isBackward(one: T, other: T): boolean
}

/** Orders by need; among those that do not need each other the given order stays. */
export function inOrder<T>(items: readonly T[], needsOf: (item: T) => readonly T[]): Ordered<T> {
  const order: T[] = []
  const state = new Map<T, 'open' | 'done'>()
  const backward = new Map<T, T[]>()
  const known = new Set(items)
  const visit = (item: T): void => {
    state.set(item, 'open')
    for (const need of needsOf(item)) {
      if (!known.has(need) || need === item) continue
      if (state.get(need) === 'open') backward.set(item, [...(backward.get(item) ?? []), need])
      else if (!state.has(need)) visit(need)
    }
    state.set(item, 'done')
    order.push(item)
  }
  for (const item of items) if (!state.has(item)) visit(item)
  return { order, isBackward: (one, other) => backward.get(one)?.includes(other) ?? false }
}
