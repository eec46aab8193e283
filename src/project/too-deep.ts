/** Guards the TypeScript parser, whose native stack overflows on absurd nesting and would take the process with it. */

/** Measured: the parser stands 5,000 levels on the smallest stack and crashes before 20,000. */
const DEEPEST = 2000
/** Flat chains (`a + a + …`) nest in the tree as well; they hold out ten times longer. */
const LONGEST_CHAIN = 20_000

/** Whether a text nests so deeply that it is not handed to the parser. Strings are not told from code: real ones balance. */
export function isTooDeep(text: string): boolean {
  return bracketDepth(text) > DEEPEST || text.split(/\r?\n/u).some(isChained)
}

function bracketDepth(text: string): number {
  let depth = 0
  let deepest = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 40 || code === 91 || code === 123) deepest = Math.max(deepest, ++depth)
    else if ((code === 41 || code === 93 || code === 125) && depth > 0) depth--
  }
  return deepest
}

/** Operators that nest without brackets, on one line. */
function isChained(line: string): boolean {
  if (line.length < DEEPEST) return false
  const count = (pattern: RegExp) => line.match(pattern)?.length ?? 0
  const conditions = Math.min(count(/\?/gu), count(/:/gu))
  const nesting = Math.max(conditions, count(/=>/gu), count(/<(?=\w)/gu))
  return nesting > DEEPEST || count(/[+!~-]|\.\w|\bif\b/gu) > LONGEST_CHAIN
}
