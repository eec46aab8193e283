/** eslint-plugin-eslint-plugin, whose rules about rules see only what is written out, over each of ours written out. */
import type { Host } from './host.ts'

/** A rule is what it says of itself, and how it reports. */
const WRITTEN_OUT = `import { mkdirSync, writeFileSync } from 'node:fs'
import plugin from 'eslint-plugin-migrate-lint'

mkdirSync('rules', { recursive: true })
for (const [id, { meta }] of Object.entries(plugin.rules)) {
  const edit = 'fix: fixer => fixer.replaceTextRange([0, 1], text)'
  const fix = meta.fixable ? edit + ',' : ''
  const suggest = meta.hasSuggestions ? "suggest: [{ messageId: 'cure', data: { title: text }, " + edit + ' }],' : ''
  const report = "context.report({ loc, messageId: 'found', data: { what: text, why: text, remedy: text }, " + fix + suggest + ' })'
  const create = '() => { const { text, loc } = context.sourceCode; ' + report + ' }'
  writeFileSync(
    'rules/' + id + '.js',
    'export default { meta: ' + JSON.stringify(meta, null, 2) + ', create(context) { return { Program: ' + create + ' } } }',
  )
}
`

const CONFIG = `import eslintPlugin from 'eslint-plugin-eslint-plugin'

export default [
  {
    ...eslintPlugin.configs.all,
    files: ['rules/*.js'],
    rules: {
      ...eslintPlugin.configs.all.rules,
      // A description says what is found, as on the command line.
      'eslint-plugin/require-meta-docs-description': 'off',
    },
  },
]
`

interface Result {
  readonly filePath: string
  readonly messages: readonly { readonly ruleId: string; readonly message: string }[]
}

/** The host. */
export const rulesHost: Host = {
  name: 'eslint-plugin-eslint-plugin, all of its rules',
  packages: ['eslint@10', 'eslint-plugin-eslint-plugin@7'],
  type: 'module',
  config: { 'eslint.config.js': CONFIG, 'write-out.js': WRITTEN_OUT },
  lint({ folder, run }) {
    run(process.execPath, 'write-out.js')
    const results = JSON.parse(run('eslint', '--format', 'json', 'rules')) as readonly Result[]
    if (results.length === 0) return ['no rule was written out']
    return results.flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, message }) => `${filePath.slice(folder.length)}: ${ruleId}: ${message}`),
    )
  },
}
