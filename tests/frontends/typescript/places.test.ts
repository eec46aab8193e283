/** Places inside texts that the code puts together: a planted statement is found where it was planted. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sourceSpan } from '../../../src/source/mapped-text.ts'
import { textOf } from '../../../src/source/span.ts'
import { evaluateSource } from './evaluating.ts'

const MARK = 'DROP TABLE planted'

/** How a text can be written, each way giving the text back when it is evaluated. */
const PADDING = fc.constantFrom(
  '',
  'SELECT 1; ',
  "it's ",
  'two\r\nlines ',
  '\u{1F600} ',
  'tab\t',
  'back\\slash ',
  '`quoted` ',
  '${no} ',
  'é\u2028',
)

const single = (text: string): string =>
  `'${[...text].map(each => (ESCAPED.get(each) ?? each).replace("'", "\\'")).join('')}'`

const ESCAPED = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\u2028', '\\u2028'],
  ['\u{1F600}', '\\u{1F600}'],
])

const template = (text: string): string =>
  `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``

const WRITERS = fc.constantFrom(
  single,
  template,
  (text: string) => `${single(text)}.concat('')`,
  (text: string) => `[${single(text)}, ${template('')}].join('')`,
  (text: string) => `\`\${${template(text)}}\``,
)

describe('the place of a statement', () => {
  it('is exact through concatenation, templates, escapes, line ends and astral characters', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(PADDING, WRITERS), { maxLength: 4 }),
        fc.array(fc.tuple(PADDING, WRITERS), { maxLength: 4 }),
        fc.tuple(PADDING, PADDING, WRITERS),
        fc.boolean(),
        fc.boolean(),
        (before, after, [left, right, write], named, bom) => {
          const parts = [
            ...before.map(([text, writer]) => writer(text)),
            write(left + MARK + right),
            ...after.map(([text, writer]) => writer(text)),
          ]
          const source =
            (bom ? '\uFEFF' : '') +
            (named
              ? `let sql = ''\r\n${parts.map(part => `sql += ${part}\r\n`).join('')}export const up = db => db.run(sql)`
              : `export const up = async db => { await db.run(${parts.join(' + ')}) }`)
          const { mapped } = evaluateSource(source)
          const [text] = mapped
          const at = text?.text.indexOf(MARK) ?? -1
          expect(at).toBeGreaterThanOrEqual(0)
          if (!text) return
          const span = sourceSpan(text, at, at + MARK.length)
          expect(textOf(span)).toBe(MARK)
          expect(span.start).toBe(source.replace('\uFEFF', '').indexOf(MARK))
        },
      ),
      { numRuns: 10_000 },
    )
  })

  it('is found behind a name that stands for a text of several words', () => {
    const { mapped } = evaluateSource(
      `const tail = 'x; ${MARK}'\nexport const up = db => db.run(\`SELECT \${tail.trim()} \${'y'}\`)`,
    )
    const [text] = mapped
    const at = text?.text.indexOf(MARK) ?? -1
    expect(text && textOf(sourceSpan(text, at, at + MARK.length))).toBe(MARK)
  })
})

describe('large migrations', () => {
  it('reads a template of three megabytes and thousands of calls in linear time', () => {
    const rows = "INSERT INTO orders VALUES (1, 'x');\r\n".repeat(80_000)
    expect(evaluateSource(`export const up = db => db.run(\`${rows}\`)`).mapped[0]?.text.length).toBe(
      rows.replaceAll('\r\n', '\n').length,
    )
    const calls = Array.from({ length: 5900 }, (_, i) => `await db.run('INSERT ' + ${String(i)})`).join('\n')
    expect(evaluateSource(`export const up = async db => {\n${calls}\n}`).texts.length).toBe(5900)
    const added = Array.from({ length: 3000 }, () => `'x'`).join(' + ')
    expect(evaluateSource(`export const up = db => db.run(${added})`).texts[0]?.length).toBe(3000)
  })
})
