/** ESLint with the plugin, as users have it. */
import { relative } from 'node:path'
import { ESLint, type Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import plugin from '../../eslint-plugin/src/index.ts'

/** The parser for TypeScript, and nothing else. */
export const TYPESCRIPT: Linter.Config = {
  files: ['**/*.{ts,mts,cts}'],
  languageOptions: { parser: tseslint.parser as Linter.Parser },
}

/** ESLint in a folder with these configurations and no file of its own. */
export function eslintIn(
  cwd: string,
  config: readonly Linter.Config[],
  options: ESLint.Options = {},
): ESLint {
  return new ESLint({
    cwd,
    overrideConfigFile: true,
    overrideConfig: [...config],
    ignore: false,
    errorOnUnmatchedPattern: false,
    ...options,
  })
}

/** All rules with the options of `strict`, and what only informs as well. */
export function allRules(settings: object = {}): readonly Linter.Config[] {
  const [language, { rules, ...preset } = {}] = plugin.configs.strict
  const all = Object.keys(plugin.rules).map(id => [`migrate-lint/${id}`, 'warn'] as const)
  return [
    TYPESCRIPT,
    { linterOptions: { reportUnusedDisableDirectives: 'off' } },
    ...(language ? [language] : []),
    {
      ...preset,
      rules: { ...Object.fromEntries(all), ...rules },
      settings: { 'migrate-lint': { preset: 'strict', informs: true, config: false, ...settings } },
    },
  ]
}

/** A message in one line. */
export function told({ line, column, endLine, endColumn, ruleId, message }: Linter.LintMessage): string {
  const place = `${line}:${column}-${String(endLine)}:${String(endColumn)}`
  return `${place} ${ruleId?.replace(/^migrate-lint\//u, '') ?? message}`
}

/** All messages, file by file, sorted. */
export function toldAll(cwd: string, results: readonly ESLint.LintResult[]): readonly string[] {
  return results
    .flatMap(({ filePath, messages }) =>
      messages.map(message => `${relative(cwd, filePath)}:${told(message)}`),
    )
    .sort()
}
