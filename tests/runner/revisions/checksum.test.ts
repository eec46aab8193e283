/** The fingerprint of a migration: databases keep it, so that a version of this tool may not count otherwise than the one before. */
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { parseModule } from '../../../src/frontends/typescript/module.ts'
import { checksumOf } from '../../../src/runner/revisions/checksum.ts'
import { createSourceFile } from '../../../src/source/source-file.ts'

const LAYOUT = new Set(['range', 'start', 'end', 'loc', 'raw', 'parent', 'comments', 'hashbang'])

/** What the sum is defined as. */
function defined(text: string): string {
  const { program } = parseModule(createSourceFile('orders.ts', text))
  const json = JSON.stringify(program.body, (key, value: unknown) => {
    if (LAYOUT.has(key)) return undefined
    if (typeof value === 'bigint') return `${String(value)}n`
    return value instanceof RegExp ? String(value) : value
  })
  return createHash('sha256').update(json).digest('hex')
}

function sumOf(text: string): string {
  return checksumOf(parseModule(createSourceFile('orders.ts', text)))
}

describe('the checksum of a migration', () => {
  test.each([
    ["export const revision = 'a1'"],
    ['export const numbers = [1, -0, 1.5e300, 1e999, 0x10, 12_000n, , null, true, undefined]'],
    ['export const pattern = /ord(?<id>ers)"\\n/giu'],
    [String.raw`export const text = "tab\t quote\" back\\slash \u2028 \ud800 é 日本 \0 \u007f"`],
    ['export const sql = `UPDATE "orders" SET note = \'${1 + 1}\'\n  WHERE id\\n = ${2n}`'],
    [
      "import { type Op, column as c } from 'migrate-lint/runner'\nexport async function upgrade(op: Op, ...rest: unknown[]) { for await (const x of rest) try { await op.dropTable?.(`orders`) } catch { label: break label } }",
    ],
    [
      "'use strict'\n@entity() class Order<T extends object = {}> { #id!: bigint; static { delete this.prototype } get ['id']() { return this.#id } }",
    ],
    ['enum Status { Open = 1, Done = "done" } namespace shop { export declare const x: unique symbol }'],
    [''],
  ])('of %j is that of its tree without layout, as JSON prints it', text => {
    expect(sumOf(text)).toBe(defined(text))
  })

  test('does not change with comments, white space and quotes', () => {
    expect(sumOf("// why\nexport   const revision = 'a1';")).toBe(sumOf('export const revision = "a1"'))
  })

  test('is the one that databases hold already', () => {
    expect(sumOf("export const revision = 'a1'")).toBe(
      '3030ad0c50fdd61d07ae37947f82b7a6f9bce463a1a1e58220a669792fce1c5b',
    )
  })
})
