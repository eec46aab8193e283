/** Regular expressions of the user, tried only where their backtracking is bounded. */

/** Steps of backtracking that are let through. */
const MOST_STEPS = 1e8

/**
 * The expression, if the worst that its backtracking can do on a text of some length is bounded. Each `*`, `+` or
 * `{…}` may try every length, each `?` and each `|` two ways, from every start; a repeated group may do
 * all of that again and again, and so may back references and looking around: those are left alone.
 */
export function safePattern(source: string, flags: string, length: number): RegExp | undefined {
  const shape = source.replace(/\\[dDwWsSbBnrtvf0]|\\[^\w]/gu, 'x').replace(/\[[^\]]*\]/gu, 'x')
  if (source.length > 200 || /\\|\(\?(?!:)|\)\s*[*+{?]/u.test(shape)) return undefined
  const greedy = shape.replace(/([*+}])\?/gu, '$1').replace(/\(\?:/gu, '(')
  const open = greedy.match(/[*+}]/gu)?.length ?? 0
  const ways = greedy.match(/[?|]/gu)?.length ?? 0
  // One repetition at the end of a pattern never goes back.
  const backtracking = open === 1 && /[*+}]$/u.test(greedy) && ways === 0 ? 0 : open
  if ((length + 1) ** (backtracking + 1) * 2 ** ways > MOST_STEPS) return undefined
  try {
    return new RegExp(source, flags)
  } catch {
    return undefined
  }
}
