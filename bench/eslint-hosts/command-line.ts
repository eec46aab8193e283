/** Hosts on the command line: ESLint old and new, its options and formats of configuration, and oxlint. */
import { relative } from 'node:path'
import { wrongIn, type Host, type Installed } from './host.ts'
import { ALL, CODE, RULE, type Path } from './project.ts'

const PRESETS = `[js.configs.recommended, ...tseslint.configs.recommended, ...migrateLint.configs.strict]`

const MODULE_CONFIG = `import migrateLint from 'eslint-plugin-migrate-lint'
import js from '@eslint/js'
import tseslint from 'typescript-eslint'
`

/** As the README says it; `defineConfig` came with ESLint 9.22. */
const DEFINED = `import { defineConfig } from 'eslint/config'
${MODULE_CONFIG}
export default defineConfig([js.configs.recommended, tseslint.configs.recommended, migrateLint.configs.strict])
`

const SPREAD = `${MODULE_CONFIG}
export default ${PRESETS}
`

const TYPED = `import { defineConfig } from 'eslint/config'
${MODULE_CONFIG}
export default defineConfig([
  { files: ['**/*.ts'], extends: [tseslint.configs.strictTypeChecked], languageOptions: { parserOptions: { projectService: true } } },
  migrateLint.configs.recommended,
])
`

const COMMON_CONFIG = `const migrateLint = require('eslint-plugin-migrate-lint')
const tseslint = require('typescript-eslint')
module.exports = [{ files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } }, ...migrateLint.configs.recommended]
`

const NAMED_CONFIG = `import migrateLint from 'eslint-plugin-migrate-lint'
import { defineConfig } from 'eslint/config'

export default defineConfig([
  { files: ['**/*.{js,sql}'], plugins: { 'migrate-lint': migrateLint }, extends: ['migrate-lint/recommended'] },
])
`

interface EslintResult {
  readonly filePath: string
  readonly messages: readonly {
    readonly ruleId: string | null
    readonly fatal?: boolean
    readonly message: string
  }[]
}

/** ESLint with options, which has to find the rule in these files. */
function eslint(expected: readonly Path[], ...options: readonly string[]): Host['lint'] {
  return ({ folder, run }: Installed) => {
    const results = JSON.parse(run('eslint', '--format', 'json', ...options, '.')) as readonly EslintResult[]
    const fatal = results.flatMap(({ messages }) => messages.filter(message => message.fatal))
    const found = results
      .filter(({ messages }) => messages.some(({ ruleId }) => ruleId === `migrate-lint/${RULE}`))
      .map(({ filePath }) => relative(folder, filePath).replaceAll('\\', '/'))
    return [...fatal.map(({ message }) => message), ...wrongIn(found, expected)]
  }
}

/** The oldest that the plugin supports, and the newest of each major version. */
const VERSIONS = ['9.15.0', '9', '10']

function packagesOf(version: string): readonly string[] {
  return [`eslint@${version}`, `@eslint/js@${version}`, 'typescript-eslint@8', 'typescript@6', 'jiti@2']
}

function hostsOf(version: string): readonly Host[] {
  const packages = packagesOf(version)
  const isOldest = version.includes('.')
  const main = isOldest ? SPREAD : DEFINED
  return [
    {
      name: `ESLint ${version}, eslint.config.mjs, beside the recommended presets of ESLint and typescript-eslint`,
      packages,
      type: 'commonjs',
      config: { 'eslint.config.mjs': main },
      lint: eslint(ALL),
    },
    {
      name: `ESLint ${version}, eslint.config.cjs with require`,
      packages,
      type: 'module',
      config: { 'eslint.config.cjs': COMMON_CONFIG },
      lint: eslint(ALL),
    },
    {
      name: `ESLint ${version}, eslint.config.ts`,
      packages,
      type: 'module',
      config: { 'eslint.config.ts': main },
      lint: eslint(ALL, ...(isOldest ? ['--flag', 'unstable_ts_config'] : [])),
    },
  ]
}

/** What came after ESLint 9.15. */
function newerHostsOf(version: string): readonly Host[] {
  const packages = packagesOf(version)
  return [
    {
      name: `ESLint ${version}, --concurrency 2`,
      packages,
      type: 'module',
      config: { 'eslint.config.js': DEFINED },
      lint: eslint(ALL, '--concurrency', '2'),
    },
    {
      name: `ESLint ${version}, typed presets for **/*.ts`,
      packages,
      type: 'module',
      config: { 'eslint.config.js': TYPED, 'tsconfig.json': '{ "include": ["src"] }' },
      lint: eslint(ALL),
    },
    {
      name: `ESLint ${version}, --cache, twice`,
      packages,
      type: 'module',
      config: { 'eslint.config.js': DEFINED },
      lint: async project => [
        ...(await eslint(ALL, '--cache')(project)),
        ...(await eslint(ALL, '--cache')(project)),
      ],
    },
    {
      name: `ESLint ${version}, --suppress-all`,
      packages,
      type: 'module',
      config: { 'eslint.config.js': DEFINED },
      lint: eslint([], '--suppress-all'),
    },
    {
      name: `ESLint ${version}, without TypeScript, by the names of configurations`,
      packages: [`eslint@${version}`],
      type: 'module',
      config: { 'eslint.config.js': NAMED_CONFIG },
      lint: eslint(ALL.filter(path => !path.endsWith('.ts'))),
    },
  ]
}

const OXLINT: Host = {
  name: 'oxlint with jsPlugins',
  packages: ['oxlint@1', 'eslint@10'],
  type: 'module',
  config: {
    '.oxlintrc.json': JSON.stringify({
      jsPlugins: ['eslint-plugin-migrate-lint'],
      rules: { [`migrate-lint/${RULE}`]: 'error' },
    }),
  },
  lint: ({ run }) => {
    const lines = run('oxlint', '--format', 'unix', '--ignore-pattern', 'node_modules', '.').split('\n')
    const found = ALL.filter(path => lines.some(line => line.includes(path) && line.includes(RULE)))
    return wrongIn(found, CODE)
  },
}

/** In the order in which they share their packages. */
export const commandLineHosts: readonly Host[] = [
  ...VERSIONS.flatMap(version => [
    ...hostsOf(version),
    ...(version.includes('.') ? [] : newerHostsOf(version)),
  ]),
  OXLINT,
]
