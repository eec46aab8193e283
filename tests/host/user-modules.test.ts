/** Files of the user as Node or jiti run them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { userModules } from '../../src/host/user-modules.ts'

const modules = userModules({ 'migrate-lint': { kind: 'orders' } })

function fileWith(name: string, text: string, others: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'modules-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [path, content] of Object.entries({ ...others, [name]: text }))
    writeFileSync(join(folder, path), content)
  return join(folder, name)
}

const TYPESCRIPT = `enum Kind { Orders = 'orders' }
export const kind: string = Kind.Orders`

describe.each([
  ['a Node that strips no types', false],
  ['a Node that strips types', 'strip'],
])('%s', (_, typescript) => {
  const real = Reflect.getOwnPropertyDescriptor(process.features, 'typescript')
  beforeEach(
    () =>
      void Reflect.defineProperty(process.features, 'typescript', { value: typescript, configurable: true }),
  )
  afterEach(() => {
    Reflect.deleteProperty(process.features, 'typescript')
    if (real) Reflect.defineProperty(process.features, 'typescript', real)
  })

  it.each([
    ['more than types', 'a.ts', TYPESCRIPT, {}],
    ['a helper that is called .js', 'a.ts', "export { kind } from './b.js'", { 'b.ts': TYPESCRIPT }],
    ['an import without the ending', 'a.mjs', "export { kind } from './b'", { 'b.ts': TYPESCRIPT }],
    ['this package where it is not installed', 'a.mjs', "export { kind } from 'migrate-lint'", {}],
    ['CommonJS', 'a.cjs', "exports.kind = 'orders'", {}],
  ])('runs %s', async (_, name, text, others) => {
    const file = fileWith(name, text, others)
    expect(await modules.import(file)).toMatchObject({ kind: 'orders' })
    expect(modules.require(file)).toMatchObject({ kind: 'orders' })
  })

  it('says what is wrong with a file that nobody can run', async () => {
    const file = fileWith('a.ts', 'export const kind = ')
    await expect(modules.import(file)).rejects.toThrow(/unexpected token/iu)
    await expect(modules.import(fileWith('b.ts', "throw new Error('no orders')"))).rejects.toThrow(
      'no orders',
    )
  })
})
