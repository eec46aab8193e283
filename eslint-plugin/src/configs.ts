/** The configurations that users extend: `recommended`, `strict` and `all` for code and SQL, `sql` for the language alone. */
import type { Linter } from 'eslint'
import { meta, SQL_LANGUAGE } from './meta.ts'
import type { RuleEntry } from './rule-entry.ts'
import { RULES } from './rules-table.ts'

/** What a plugin is to a configuration. */
type Plugin = NonNullable<Linter.Config['plugins']>[string]

type Preset = keyof RuleEntry['severities']

/** Every entry has its files: without them its rules would meet languages that they do not know. */
const CODE = ['**/*.{ts,mts,cts,js,mjs,cjs}']
const SQL = ['**/*.sql']

/** The configurations; the plugin is a part of them. */
export function configsOf(plugin: Plugin): Record<Preset | 'sql', Linter.Config[]> {
  return {
    recommended: presetOf('recommended', plugin),
    strict: presetOf('strict', plugin),
    all: presetOf('all', plugin),
    sql: [languageOf('sql', plugin)],
  }
}

function presetOf(preset: Preset, plugin: Plugin): Linter.Config[] {
  const rules = rulesOf(preset)
  const settings = preset === 'recommended' ? {} : { settings: { [meta.namespace]: { preset } } }
  return [
    languageOf(preset, plugin),
    {
      name: `${meta.namespace}/${preset}`,
      files: [...CODE, ...SQL],
      plugins: { [meta.namespace]: plugin },
      ...settings,
      rules,
    },
  ]
}

function languageOf(name: string, plugin: Plugin): Linter.Config {
  return {
    name: `${meta.namespace}/${name}/language`,
    files: SQL,
    plugins: { [meta.namespace]: plugin },
    language: SQL_LANGUAGE,
  }
}

function rulesOf(preset: Preset): Linter.RulesRecord {
  return Object.fromEntries(
    RULES.flatMap(rule => {
      const severity = levelOf(rule.severities[preset])
      if (severity === 'off') return []
      const options = preset === 'recommended' ? {} : strictOptions(rule)
      const setting = Object.keys(options).length > 0 ? ([severity, options] as const) : severity
      return [[`${meta.namespace}/${rule.id}`, setting]]
    }),
  ) as Linter.RulesRecord
}

/** What only informs has no place in ESLint, whose warnings fail builds as well. */
function levelOf(severity: RuleEntry['severities'][Preset]): 'off' | 'warn' | 'error' {
  return severity === 'error' ? 'error' : severity === 'warning' ? 'warn' : 'off'
}

function strictOptions({ options }: RuleEntry): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, { strict }]) => (strict === undefined ? [] : [[name, strict]])),
  )
}
