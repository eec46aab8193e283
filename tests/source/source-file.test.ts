/** Offsets become the lines and columns that an editor shows. */
import { describe, expect, it } from 'vitest'
import { createSourceFile, lineText, positionAt } from '../../src/source/source-file.ts'

describe('a source file', () => {
  it('counts lines and columns from 1', () => {
    const file = createSourceFile('a.sql', 'SELECT 1;\nDROP TABLE orders;')
    expect(positionAt(file, 0)).toEqual({ line: 1, column: 1 })
    expect(positionAt(file, file.text.indexOf('orders'))).toEqual({ line: 2, column: 12 })
  })

  it('ends lines at LF, CRLF and CR', () => {
    const file = createSourceFile('a.sql', 'one\r\ntwo\rthree\nfour')
    expect(
      ['one', 'two', 'three', 'four'].map(word => positionAt(file, file.text.indexOf(word)).line),
    ).toEqual([1, 2, 3, 4])
    expect(lineText(file, 1)).toBe('one')
    expect(lineText(file, 2)).toBe('two')
    expect(lineText(file, 9)).toBe('')
  })

  it('counts columns in UTF-16 code units, as editors and SARIF do', () => {
    const file = createSourceFile('a.sql', "SELECT '😀', total")
    expect(positionAt(file, file.text.indexOf('total'))).toEqual({ line: 1, column: 14 })
  })

  it('drops a byte order mark', () => {
    expect(positionAt(createSourceFile('a.sql', '\uFEFFDROP'), 0)).toEqual({ line: 1, column: 1 })
    expect(createSourceFile('a.sql', '\uFEFFDROP').text).toBe('DROP')
  })

  it('gives the end for offsets beyond it', () => {
    expect(positionAt(createSourceFile('a.sql', 'ab'), 99)).toEqual({ line: 1, column: 3 })
  })
})
