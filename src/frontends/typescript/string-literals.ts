/** String and template literals to mapped text, from the characters of the source: parsers report cooked text with CRLF already folded. */
import { concatMapped, mappedText, type MappedText, type Piece } from '../../source/mapped-text.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { spanOf } from '../../source/span.ts'

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
}

/** An escape sequence, or a line break that a template folds to LF. */
const ESCAPE =
  /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-3][0-7]{0,2}|[4-7][0-7]?)|(\r\n|[\n\r\u2028\u2029])|([^]))|\r\n?/gu

/** The value of the characters from `start` to `end`, which stand between the quotes of a literal. */
export function cookedText(file: SourceFile, start: number, end: number): MappedText {
  return mapped(file, start, end, match => (match[0].startsWith('\\') ? cook(match) : '\n'))
}

/** The same for `String.raw`: escapes stay as written, line breaks become LF. */
export function rawText(file: SourceFile, start: number, end: number): MappedText {
  return mapped(file, start, end, match => {
    if (!match[0].startsWith('\\')) return '\n'
    return match[5] === undefined ? match[0] : '\\\n'
  })
}

function mapped(
  file: SourceFile,
  start: number,
  end: number,
  replace: (match: RegExpMatchArray) => string,
): MappedText {
  const source = file.text.slice(start, end)
  if (source !== '' && !source.includes('\\') && !source.includes('\r'))
    return mappedText(source, [{ length: source.length, span: spanOf(file, start, end), atomic: false }])
  const texts: string[] = []
  const pieces: Piece[] = []
  let at = 0
  const copy = (to: number): void => {
    if (to <= at) return
    texts.push(source.slice(at, to))
    pieces.push({ length: to - at, span: spanOf(file, start + at, start + to), atomic: false })
  }
  for (const match of source.matchAll(ESCAPE)) {
    const text = replace(match)
    if (text === match[0]) continue
    copy(match.index)
    at = match.index + match[0].length
    texts.push(text)
    pieces.push({ length: text.length, span: spanOf(file, start + match.index, start + at), atomic: true })
  }
  copy(source.length)
  // An empty literal still has a place, but a text without characters has no pieces.
  return pieces.length === 0 ? concatMapped([]) : mappedText(texts.join(''), pieces)
}

function cook(match: RegExpMatchArray): string {
  const [, brace, four, two, octal, lineBreak, other] = match
  const code = brace ?? four ?? two
  if (code !== undefined) return codePoint(parseInt(code, 16))
  if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8))
  if (lineBreak !== undefined) return ''
  return other === undefined ? '' : (SIMPLE[other] ?? other)
}

function codePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD'
}
