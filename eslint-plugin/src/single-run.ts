/** Whether this process lints every file once and ends, or is an editor's, which lints the same file again and again. */

/** What tells the two apart: https://typescript-eslint.io/packages/parser/#disallowautomaticsinglerun goes by the same. */
export interface ProcessFacts {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
}

const ESLINT =
  /[\\/]node_modules[\\/](?:\.bin[\\/]eslint|eslint[\\/](?:bin[\\/]eslint|lib[\\/]eslint[\\/]worker)\.js)$/u

/** ESLint's command line with its workers, and everything in CI; `MIGRATE_LINT_SINGLE_RUN` decides where both are wrong. */
export function isSingleRun({ argv, env }: ProcessFacts): boolean {
  const told = env['MIGRATE_LINT_SINGLE_RUN']
  if (told === 'true' || told === 'false') return told === 'true'
  if (env['CI'] === 'true') return true
  return ESLINT.test(argv[1] ?? '')
}
