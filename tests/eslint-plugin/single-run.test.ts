/** Which processes lint every file once. */
import { describe, expect, it } from 'vitest'
import { isSingleRun } from '../../eslint-plugin/src/single-run.ts'

const CASES = [
  ['/orders/node_modules/.bin/eslint', {}, true],
  ['/orders/node_modules/eslint/bin/eslint.js', {}, true],
  ['/orders/node_modules/.pnpm/eslint@10.15.0/node_modules/eslint/bin/eslint.js', {}, true],
  ['C:\\orders\\node_modules\\eslint\\bin\\eslint.js', {}, true],
  ['/orders/node_modules/eslint/lib/eslint/worker.js', {}, true],
  ['/editor/extensions/dbaeumer.vscode-eslint-3.0.34/server/out/eslintServer.js', {}, false],
  ['/editor/extensions/dbaeumer.vscode-eslint-3.0.34/server/out/eslintServer.js', { CI: 'true' }, true],
  ['/orders/node_modules/.bin/eslint', { MIGRATE_LINT_SINGLE_RUN: 'false' }, false],
  [undefined, {}, false],
] as const

describe('a single run', () => {
  it.each(CASES)('%s with %j: %s', (script, env, expected) => {
    expect(isSingleRun({ argv: ['node', ...(script === undefined ? [] : [script])], env })).toBe(expected)
  })
})
