/** The generated pages of the project: those of the rules, and the README's tables. */
import type { Connection } from '../database/connection.ts'
import type { Frontend } from '../frontends/frontend.ts'
import type { Rule } from '../lint/rule.ts'
import { canRun, codeExample, goodOf } from './code-example.ts'
import { splitExample } from './example.ts'
import { fileAt, filesIn } from './folders.ts'
import { lintExample, lintFrameworkExample, readFrameworkExample, settingsFor } from './lint-example.ts'
import type { GeneratedFile } from './generated-lists.ts'
import { pluginRulesTable } from './plugin-readme.ts'
import { formatted, PLUGIN_RULES, pluginRulesModule } from './plugin-rules.ts'
import { frameworksTable, replaceGenerated, rulesTable } from './readme-tables.ts'
import { readmeOutput } from './readme-output.ts'
import { rulePage, type ShownExample } from './rule-page.ts'
import { runCodeExample } from './run-code-example.ts'
import { runExample, type ExampleRun } from './run-example.ts'
import { runHistoryExample } from './run-history-example.ts'

/** What the pages are made of. */
export interface Makers {
  readonly rules: readonly Rule[]
  readonly frontends: readonly Frontend[]
  /** PostgreSQL for the traces. */
  readonly connection: Connection
}

/** The pages of the rules and the README. */
export async function generatedPages(makers: Makers): Promise<readonly GeneratedFile[]> {
  const files: GeneratedFile[] = []
  for (const rule of makers.rules) files.push([`rules/${rule.id}/README.md`, await pageOf(rule, makers)])
  const readme = fileAt('README.md')?.text
  if (readme !== undefined) {
    const withRules = replaceGenerated(readme, 'rules', rulesTable(makers.rules))
    const withFrameworks = replaceGenerated(withRules, 'frameworks', frameworksTable(makers.frontends))
    const text = replaceGenerated(withFrameworks, 'output', readmeOutput())
    files.push(['README.md', text])
  }
  return [...files, ...(await pluginFiles(makers.rules))]
}

/** What the ESLint plugin has of the rules. */
export async function pluginFiles(rules: readonly Rule[]): Promise<readonly GeneratedFile[]> {
  const readme = fileAt(PLUGIN_README)?.text
  if (readme === undefined) return [[PLUGIN_RULES, await pluginRulesModule(rules)]]
  const text = replaceGenerated(readme, 'rules', pluginRulesTable(rules))
  return [
    [PLUGIN_RULES, await pluginRulesModule(rules)],
    [PLUGIN_README, await formatted(PLUGIN_README, text)],
  ]
}

const PLUGIN_README = 'eslint-plugin/README.md'

const SHOWN = new Set(['rule.ts', 'README.md'])

async function pageOf(rule: Rule, makers: Makers): Promise<string> {
  const folder = `rules/${rule.id}`
  const names = filesIn(folder)
  const bad = mainExample(names, 'bad')
  const good = mainExample(names, 'good')
  const others = names.filter(name => !SHOWN.has(name) && name !== bad && name !== good)
  return rulePage({
    rule,
    bad: await shown(folder, bad, rule, makers),
    good: await shown(folder, good, rule, makers),
    others,
  })
}

/** The SQL where there is one; rules about code have only frameworks. */
function mainExample(names: readonly string[], side: 'bad' | 'good'): string {
  const ofSide = names.filter(name => name.startsWith(`${side}.`))
  const found =
    ofSide.find(name => name === `${side}.sql`) ??
    ofSide.find(name => name.split('.').length === 3) ??
    ofSide[0]
  if (found === undefined) throw new Error(`there is no ${side} example among ${names.join(', ')}`)
  return found
}

async function shown(folder: string, name: string, rule: Rule, makers: Makers): Promise<ShownExample> {
  const path = `${folder}/${name}`
  const file = fileAt(path)
  if (!file) throw new Error(`${path} is missing`)
  if (path.endsWith('.ts')) {
    const migration = readFrameworkExample(file, makers.frontends)
    const example = codeExample(folder, name)
    const findings = lintFrameworkExample(migration, example.setup, makers.rules, settingsFor(rule))
    const good = codeExample(folder, goodOf(name))
    const code = canRun(name) ? await runCodeExample(makers.connection, example, good) : undefined
    return {
      text: file.text,
      language: 'ts',
      findings: findings.filter(each => each.rule === rule.id),
      run: code && { migrations: [], code },
    }
  }
  const example = splitExample(file)
  const findings = lintExample(example, makers.rules, settingsFor(rule)).filter(each => each.rule === rule.id)
  const history = await runHistoryExample(makers.connection, example)
  const run: ExampleRun = history ? { migrations: [], history } : await runExample(makers.connection, example)
  return { text: file.text, language: 'sql', findings, run }
}
