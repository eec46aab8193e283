/** The word that somebody probably meant. */

/** `Did you mean …?` for the most similar of the words, nothing when none is similar. */
export function didYouMean(word: string, words: readonly string[]): string | undefined {
  const lower = word.toLowerCase()
  const ranked = words
    .map(candidate => ({ candidate, distance: distanceOf(lower, candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
  const best = ranked[0]
  if (best && best.distance <= Math.max(1, Math.floor(word.length / 3))) {
    return `Did you mean ${best.candidate}?`
  }
  const within = words.find(candidate => lower.length > 3 && candidate.includes(lower))
  return within && `Did you mean ${within}?`
}

/** Insertions, deletions and replacements that lead from one word to the other. */
function distanceOf(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(change, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    previous = row
  }
  return previous[b.length] ?? 0
}
