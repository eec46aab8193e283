/** What goes wrong while migrations are found, loaded and run, each in words that say what to do. */

/** A file, setting or state of the database that a run cannot go on from; the message says where and what to do. */
export class RunnerError extends Error {
  override readonly name: string = 'RunnerError'

  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
  }
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
