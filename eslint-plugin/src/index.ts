/** The ESLint plugin of migrate-lint: its rules, its configurations, and the language of `.sql` files. */
import type { ESLint, Linter, Rule } from 'eslint'
import { configsOf } from './configs.ts'
import { meta } from './meta.ts'
import { eslintRules } from './rule-adapter.ts'
import { sqlLanguage } from './sql-language.ts'

const base: Omit<ESLint.Plugin, 'configs' | 'rules'> & { rules: Record<string, Rule.RuleModule> } = {
  meta,
  rules: eslintRules(),
  languages: { sql: sqlLanguage as NonNullable<ESLint.Plugin['languages']>[string] },
}

const configs: Record<'recommended' | 'strict' | 'all' | 'sql', Linter.Config[]> = configsOf(base)

/** The plugin; its configurations hold it as well, so that they are added to it last. */
const plugin = Object.assign(base, { configs })

export default plugin
export { plugin as 'module.exports' }
