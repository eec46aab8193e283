/** Every character of a text put together from pieces is found again where it was written. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  concatMapped,
  hole,
  holesOf,
  mappedText,
  showHoles,
  sliceMapped,
  sourceSpan,
  standingFor,
  verbatim,
} from '../../src/source/mapped-text.ts'
import { createSourceFile } from '../../src/source/source-file.ts'
import { spanOf, textOf } from '../../src/source/span.ts'

const file = createSourceFile('migrations/1.ts', 'query(`ALTER TABLE ${orders} ADD\\ntotal int`)')
const at = (text: string) => spanOf(file, file.text.indexOf(text), file.text.indexOf(text) + text.length)

/** ALTER TABLE <orders> ADD⏎total int, as the template above reads. */
const sql = concatMapped([
  verbatim(file, at('ALTER TABLE ').start, at('ALTER TABLE ').end),
  hole('orders', at('${orders}')),
  verbatim(file, at(' ADD').start, at(' ADD').end),
  standingFor('\n', at('\\n')),
  verbatim(file, at('total int').start, at('total int').end),
])
const placeholder = [...holesOf(sql).keys()][0] ?? ''

describe('mapped text', () => {
  it('finds characters of a verbatim piece', () => {
    const start = sql.text.indexOf('int')
    expect(textOf(sourceSpan(sql, start, start + 3))).toBe('int')
  })

  it('covers a placeholder and an escape as a whole', () => {
    const start = sql.text.indexOf(placeholder)
    expect(textOf(sourceSpan(sql, start + 1, start + 2))).toBe('${orders}')
    const lineBreak = sql.text.indexOf('\n')
    expect(textOf(sourceSpan(sql, lineBreak, lineBreak + 1))).toBe('\\n')
  })

  it('spans several pieces', () => {
    expect(textOf(sourceSpan(sql, 0, sql.text.length))).toBe('ALTER TABLE ${orders} ADD\\ntotal int')
  })

  it('gives an empty span for an empty range, behind the last character too', () => {
    const span = sourceSpan(sql, sql.text.length, sql.text.length)
    expect(textOf(span)).toBe('')
    expect(span.start).toBe(at('total int').end)
  })

  it('keeps places through slices', () => {
    const slice = sliceMapped(sql, sql.text.indexOf('ADD'), sql.text.indexOf('total') + 5)
    expect(slice.text).toBe('ADD\ntotal')
    expect(textOf(sourceSpan(slice, 4, 9))).toBe('total')
  })

  it('shows a placeholder as the user wrote it', () => {
    expect(showHoles(`table "${placeholder}"`, holesOf(sql))).toBe('table "${orders}"')
  })

  it('gives the same placeholder for the same source and one PostgreSQL cannot cut', () => {
    expect(hole('orders', at('${orders}')).text).toBe(placeholder)
    expect(hole('prefix + name', at('ADD')).text).not.toBe(placeholder)
    expect(Buffer.byteLength(placeholder)).toBeLessThan(63)
  })

  it('refuses pieces that do not cover the text', () => {
    expect(() => mappedText('ab', [])).toThrow(RangeError)
  })

  it('keeps the part in the first file when a range crosses files', () => {
    const other = createSourceFile('migrations/tables.ts', "'orders'")
    const both = concatMapped([verbatim(file, 0, 5), verbatim(other, 1, 7)])
    expect(textOf(sourceSpan(both, 2, 8))).toBe('ery')
  })

  it('lets a range that begins with an inserted text begin where that is inserted', () => {
    const source = createSourceFile(
      'migrations/2.ts',
      'const chosen = `WITH chosen AS (SELECT 1)`;\nawait query(`a; ${chosen} UPDATE orders ${chosen}`)',
    )
    const part = (text: string) => {
      const start = source.text.indexOf(text)
      return verbatim(source, start, start + text.length)
    }
    const both = concatMapped([
      part('a; '),
      part('WITH chosen AS '),
      part('(SELECT 1)'),
      part(' UPDATE orders '),
      part('WITH chosen AS (SELECT 1)'),
    ])
    const update = both.text.indexOf(' UPDATE')
    expect(textOf(sourceSpan(both, 3, update + 14))).toBe('${chosen} UPDATE orders')
    expect(textOf(sourceSpan(both, 3, update))).toBe('WITH chosen AS (SELECT 1)')
    expect(textOf(sourceSpan(both, update + 1, both.text.length))).toBe('UPDATE orders ')
    expect(textOf(sourceSpan(both, 0, update + 14))).toBe('a; ${chosen} UPDATE orders')
  })

  it('finds every planted mark through any concatenation', () => {
    const piece = fc.oneof(
      fc.record({
        kind: fc.constant('verbatim' as const),
        text: fc.string({ minLength: 1, unit: 'grapheme' }),
      }),
      fc.record({ kind: fc.constant('escape' as const), text: fc.constantFrom('\n', "'", '😀', 'é') }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.array(piece, { maxLength: 8 }), (before, after) => {
        const parts = [...before, { kind: 'verbatim' as const, text: 'DROP TABLE orders' }, ...after]
        const source = createSourceFile('a.ts', `|${parts.map(part => part.text).join('|')}|`)
        let offset = source.text.startsWith('|') ? 1 : 0
        const texts = parts.map(part => {
          const span = spanOf(source, offset, offset + part.text.length)
          offset += part.text.length + 1
          return part.kind === 'verbatim'
            ? verbatim(source, span.start, span.end)
            : standingFor(part.text, span)
        })
        const mapped = concatMapped(texts)
        const start = before.reduce((sum, part) => sum + part.text.length, 0)
        expect(textOf(sourceSpan(mapped, start, start + 17))).toBe('DROP TABLE orders')
      }),
      { numRuns: 1000 },
    )
  })
})
