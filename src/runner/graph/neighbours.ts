/** Names turned round: who names me, from whom I name. */

/** For each id the ids next to it. */
export type Neighbours = ReadonlyMap<string, readonly string[]>

/** For each id those that name it, each once, in the order in which they come. */
export function namers(named: Neighbours): Neighbours {
  const found = new Map<string, string[]>()
  for (const [id, names] of named) {
    for (const name of new Set(names)) {
      const ids = found.get(name) ?? []
      ids.push(id)
      found.set(name, ids)
    }
  }
  return found
}
