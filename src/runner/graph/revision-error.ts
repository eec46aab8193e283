/** What the runner says of a history that is no graph, and of a place asked for that is not in it. */

/** The history, or what was asked of it, cannot be followed; the message ends with what to do about it. */
export class RevisionError extends Error {
  override readonly name = 'RevisionError'

  /** Both parts are written without a full stop; they become one sentence. */
  constructor(problem: string, remedy: string, cause?: unknown) {
    super(`${problem}; ${remedy}.`, { cause })
  }
}

/** Names in a message: all of a few, the first of many. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ')
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown
}
