/** Heads that are read as they are written, and those for which the file is evaluated. */
import { describe, expect, it } from 'vitest'
import { textOf } from '../../../src/frontends/typescript/arguments.ts'
import { parseModule } from '../../../src/frontends/typescript/module.ts'
import { readHeader } from '../../../src/runner/revisions/read-header.ts'
import { writtenOutHead } from '../../../src/runner/revisions/written-out-head.ts'
import { createSourceFile } from '../../../src/source/source-file.ts'

const moduleOf = (text: string) => parseModule(createSourceFile('migrations/a1_orders.ts', text))
const upgrade = 'export async function upgrade(op) {}'

describe('a head', () => {
  it.each<readonly [string, string, object]>([
    ['a base', `export const downRevision = null`, { parents: [], isTransactional: true }],
    ['a parent', `export const downRevision = 'b1'`, { parents: ['b1'] }],
    ['a merge', `export const downRevision = ['b1', 'c1']`, { parents: ['b1', 'c1'] }],
    ["Alembic's own spelling", `export const down_revision = 'b1'`, { parents: ['b1'] }],
    [
      'labels and dependencies',
      `export const branchLabels = 'shop', dependsOn = ['c1']`,
      { labels: ['shop'], dependsOn: ['c1'] },
    ],
    ['no transaction', `export const transaction = false`, { isTransactional: false }],
    ['other constants beside it', `export const SIZE = 5 * 100`, { parents: [] }],
  ])('is read without evaluation: %s', (_, line, expected) => {
    const module = moduleOf(
      `import { t } from 'migrate-lint/runner'\nexport const revision = 'a1'\n${line}\n${upgrade}`,
    )
    expect(textOf(writtenOutHead(module)?.get('revision'))).toBe('a1')
    expect(readHeader(module)).toMatchObject({ id: 'a1', message: 'orders', ...expected })
  })

  it.each<readonly [string, string, object]>([
    ['a name', `const parent = 'b1'\nexport const downRevision = parent`, { parents: ['b1'] }],
    ['a template', 'export const downRevision = `b1`', { parents: ['b1'] }],
    ['a cast', `export const downRevision = ['b1'] as const`, { parents: ['b1'] }],
    ['a list of exports', `const transaction = false\nexport { transaction }`, { isTransactional: false }],
    ['a variable', `export let downRevision = null\ndownRevision = 'b1'`, { parents: ['b1'] }],
  ])('is evaluated: %s', (_, line, expected) => {
    const module = moduleOf(`export const revision = 'a1'\n${line}\n${upgrade}`)
    expect(writtenOutHead(module)).toBeUndefined()
    expect(readHeader(module)).toMatchObject({ id: 'a1', ...expected })
  })
})
