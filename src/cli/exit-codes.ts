/** What the exit codes mean. */
export const EXIT = {
  clean: 0,
  /** Findings of severity error, or more warnings than allowed. */
  findings: 1,
  /** Wrong use, a wrong configuration, a bug, or nothing found to lint. */
  failure: 2,
} as const
