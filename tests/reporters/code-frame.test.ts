import { describe, expect, test } from 'vitest'
import { codeFrame } from '../../src/reporters/code-frame.ts'
import { harmless, widthOf, wrap } from '../../src/reporters/terminal-text.ts'
import { createSourceFile } from '../../src/source/source-file.ts'
import { spanOf } from '../../src/source/span.ts'
import { spanOfText } from './fixture-report.ts'

/** The frame as two lines, as a terminal shows them. */
function drawn(text: string, marked: string, width = 60): string {
  const frame = codeFrame(spanOfText(createSourceFile('orders.sql', text), marked), width)
  return `${frame.before}${frame.marked}${frame.after}\n${' '.repeat(frame.indent)}${'^'.repeat(frame.length)}`
}

describe('a code frame', () => {
  test('underlines exactly the characters of the span', () => {
    expect(drawn('ALTER TABLE orders DROP COLUMN note;', 'DROP COLUMN note')).toBe(
      ['ALTER TABLE orders DROP COLUMN note;', '                   ^^^^^^^^^^^^^^^^'].join('\n'),
    )
  })

  test('leaves the indentation out and shows tabs inside the line as blanks up to the next stop', () => {
    expect(drawn('\t\tDROP\tTABLE orders;', 'TABLE orders')).toBe(
      ['DROP    TABLE orders;', '        ^^^^^^^^^^^^'].join('\n'),
    )
  })

  test('gives wide characters two columns', () => {
    expect(drawn("SELECT '家族🚚', 名前 FROM labels;", '名前')).toBe(
      ["SELECT '家族🚚', 名前 FROM labels;", '                 ^^^^'].join('\n'),
    )
  })

  test('cuts a long line around the span', () => {
    const text = `SELECT '${'x'.repeat(200)}'; DROP TABLE orders; SELECT '${'y'.repeat(200)}';`
    const frame = drawn(text, 'DROP TABLE orders', 40)
    expect(frame).toBe(
      ["…xxxxxxxxxx'; DROP TABLE orders; SELECT…", '              ^^^^^^^^^^^^^^^^^'].join('\n'),
    )
  })

  test('of a span longer than the terminal shows its beginning', () => {
    const frame = drawn(`DROP TABLE ${'a'.repeat(200)};`, `DROP TABLE ${'a'.repeat(200)}`, 30)
    expect(frame).toBe([`DROP TABLE ${'a'.repeat(17)}…`, '^'.repeat(28)].join('\n'))
  })

  test('of a line of a million characters is looked at near the span only', () => {
    const text = `SELECT '${'x'.repeat(1_000_000)}'; DROP TABLE orders; SELECT '${'y'.repeat(1_000_000)}';`
    expect(drawn(text, 'DROP TABLE orders', 40)).toBe(
      ["…xxxxxxxxxx'; DROP TABLE orders; SELECT…", '              ^^^^^^^^^^^^^^^^^'].join('\n'),
    )
  })

  test('of several lines ends with the first and says where the span ends', () => {
    const file = createSourceFile(
      'orders.sql',
      'ALTER TABLE orders\r\n  ADD COLUMN a int,\r\n  ADD COLUMN b int;',
    )
    const frame = codeFrame(spanOf(file, 0, file.text.length), 60)
    expect([frame.marked, frame.length, frame.lastLine]).toEqual(['ALTER TABLE orders', 18, 3])
  })

  test('of an empty span still points at one column', () => {
    const file = createSourceFile('orders.sql', 'SELECT 1')
    expect(codeFrame(spanOf(file, 8, 8), 60)).toMatchObject({ marked: '', indent: 8, length: 1 })
    expect(codeFrame(spanOf(createSourceFile('empty.sql', ''), 0, 0), 60)).toMatchObject({
      indent: 0,
      length: 1,
    })
  })
})

describe('text for a terminal', () => {
  test('holds nothing that the terminal would obey', () => {
    expect(harmless('\u001B[31mred\u0007\u202Etxet')).toBe('␛[31mred␇\uFFFDtxet')
  })

  test.each([
    ['orders', 6],
    ['家族', 4],
    ['👩‍👩‍👧', 2],
    ['e\u0301t\u00E9', 3],
    ['🇩🇪', 2],
    ['✔', 1],
  ])('%s is %d columns wide', (text, width) => {
    expect(widthOf(text)).toBe(width)
  })

  test('puts the lines of a numbered step below its text', () => {
    expect(wrap('1. Add the column.\n2. Fill it in batches.', 16)).toEqual([
      '1. Add the',
      '   column.',
      '2. Fill it in',
      '   batches.',
    ])
  })

  test('wraps at blanks and leaves long words whole', () => {
    expect(wrap('Every INSERT waits until a_very_long_index_name ends.', 12)).toEqual([
      'Every INSERT',
      'waits until',
      'a_very_long_index_name',
      'ends.',
    ])
  })
})
