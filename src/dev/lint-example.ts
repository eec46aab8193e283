/** Judges the examples of rules, in SQL and in the frameworks. */
import type { Frontend, ProjectFiles } from '../frontends/frontend.ts'
import { parseModule } from '../frontends/typescript/module.ts'
import type { Finding } from '../lint/finding.ts'
import { lintHistory } from '../lint/lint-history.ts'
import type { Rule } from '../lint/rule.ts'
import type { LintSettings } from '../lint/settings.ts'
import type { Migration } from '../model/migration.ts'
import type { SourceFile } from '../source/source-file.ts'
import { historyOf, readExample, type Example } from './example.ts'

/** A rule that is off by default is on where its own examples are judged. */
export function settingsFor({ id, severity }: Rule): Partial<LintSettings> {
  return severity === 'off' ? { rules: { [id]: 'warning' } } : {}
}

/** The findings in the migrations of an example; its setup is history. */
export function lintExample(
  example: Example,
  rules: readonly Rule[],
  settings: Partial<LintSettings> = {},
): readonly Finding[] {
  const { setup, migrations } = readExample(example)
  const request = {
    migrations: [...setup, ...migrations],
    rules,
    reported: new Set(migrations),
    settings,
    history: historyOf(example),
  }
  return lintHistory(request).findings
}

/** The findings in a migration of a framework, on the schema that the setup of an SQL example makes. */
export function lintFrameworkExample(
  migration: Migration,
  setup: Example | undefined,
  rules: readonly Rule[],
  settings: Partial<LintSettings> = {},
): readonly Finding[] {
  const history = setup ? readExample(setup).setup : []
  const request = { migrations: [...history, migration], rules, reported: new Set([migration]), settings }
  return lintHistory(request).findings
}

/** Reads `bad.knex.ts` with the frontend of that name. */
export function readFrameworkExample(file: SourceFile, frontends: readonly Frontend[]): Migration {
  const name = file.path.split('.').at(-2)
  const frontend = frontends.find(each => each.name === name)
  if (!frontend) throw new Error(`${file.path}: there is no frontend ${name}`)
  const path = `migrations/20260101000000_${name}_example.ts`
  const moved = { ...file, path }
  const module = parseModule(moved)
  const files: ProjectFiles = {
    paths: [path],
    named: [path],
    read: wanted => (wanted === path ? moved : undefined),
    module: wanted => (wanted === path ? module : undefined),
  }
  const [source] = frontend.find(files)
  if (!source) throw new Error(`${file.path}: the frontend ${name} finds no migration in it`)
  return frontend.read(source, files, {})
}
