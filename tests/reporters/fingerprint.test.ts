import { describe, expect, test } from 'vitest'
import { fingerprintOf, lineHashes } from '../../src/reporters/fingerprint.ts'
import { spanOf } from '../../src/source/span.ts'
import { createSourceFile } from '../../src/source/source-file.ts'
import { ordinaryReport } from './fixture-report.ts'

/** The description of the hash, executed as it reads: one power of 37 for each character of the window. */
function hashByDefinition(text: string, line: number): string {
  const rest = text.replace(/\r\n?/gu, '\n').split('\n').slice(line).join('\n').replace(/[ \t]/gu, '')
  const codes = [...Array.from({ length: rest.length }, (_, i) => rest.charCodeAt(i)), 0xffff].slice(0, 100)
  const sum = codes.reduce((total, code, i) => total + BigInt(code) * 37n ** BigInt(99 - i), 0n)
  return (sum % 2n ** 64n).toString(16)
}

describe('the line hash of code scanning', () => {
  test('of an empty file is that of the end mark alone, as GitHub computes it', () => {
    expect(lineHashes('')).toEqual(['c129715d7a2bc9a3:1'])
  })

  test.each([
    ['a single line', 'ALTER TABLE orders ADD COLUMN note text;'],
    ['several short lines', 'BEGIN;\n\tDROP TABLE payments;\nCOMMIT;\n'],
    ['lines longer than the window', `SELECT '${'x'.repeat(250)}';\nSELECT 1;`],
    ['wide characters', "INSERT INTO labels VALUES ('家族 🚚');\nSELECT 2;"],
  ])('follows the definition for %s', (_, text) => {
    const expected = text.split('\n').map((_line, i) => hashByDefinition(text, i))
    expect(lineHashes(text).map(hash => hash.replace(/:\d+$/u, ''))).toEqual(expected)
  })

  test('is the same for LF, CR and CRLF, and whatever blanks and tabs there are', () => {
    const unix = 'ALTER TABLE orders\n  ADD COLUMN note text;\n'
    for (const other of [
      unix.replaceAll('\n', '\r\n'),
      unix.replaceAll('\n', '\r'),
      unix.replaceAll(' ', '\t'),
    ])
      expect(lineHashes(other)).toEqual(lineHashes(unix))
  })

  test('counts lines that hash alike', () => {
    const lines = lineHashes('SELECT refresh_totals();\n'.repeat(8))
    expect(lines.slice(0, 4).map(hash => hash.split(':')[1])).toEqual(['1', '2', '3', '4'])
    expect(new Set(lines).size).toBe(lines.length)
  })
})

describe('our own fingerprint', () => {
  const [finding] = ordinaryReport.findings
  if (!finding) throw new Error('the fixture has findings')
  const at = (text: string, rule = finding.rule) => {
    const file = createSourceFile(finding.span.file.path, text)
    const start = text.indexOf('ADD')
    return fingerprintOf({ ...finding, rule, span: spanOf(file, start, text.indexOf(';')) })
  }

  test('stays when lines move and blanks change', () => {
    expect(at('-- note\n\nALTER TABLE payments\n ADD  COLUMN\n  refunded boolean;')).toBe(
      at('ALTER TABLE payments ADD COLUMN refunded boolean;'),
    )
  })

  test('differs for another statement and for another rule', () => {
    const one = at('ALTER TABLE payments ADD COLUMN refunded boolean;')
    expect(at('ALTER TABLE payments ADD COLUMN voided boolean;')).not.toBe(one)
    expect(at('ALTER TABLE payments ADD COLUMN refunded boolean;', 'add-column-rewrites-table')).not.toBe(one)
  })
})
