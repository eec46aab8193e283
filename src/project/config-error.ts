/** What is wrong with the user's settings, in words that tell what to change. */

/** The parts of the message; each is one line. */
export interface ConfigProblem {
  /** The configuration file, or `the command line`. */
  readonly where: string
  /** The key or flag: `rules.lock-without-timeout`, `--preset`. */
  readonly key?: string | undefined
  /** What is wrong, as a sentence without its full stop. */
  readonly problem: string
  readonly expected?: string | undefined
  readonly remedy?: string | undefined
}

/** The user's settings cannot be used. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'

  constructor({ where, key, problem, expected, remedy }: ConfigProblem, cause?: unknown) {
    const head = [where, key, problem].filter(part => part !== undefined).join(': ')
    const lines = [`${head}.`, expected && `Expected ${expected}.`, remedy]
    super(lines.filter(Boolean).join('\n'), { cause })
  }
}

/** A value as a message shows it: short, and never `[object Object]`. */
export function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  const text = value === undefined ? 'undefined' : (JSON.stringify(value) ?? String(value))
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
