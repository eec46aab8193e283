/** The text of an SQL file, with a placeholder for everything that a template engine or client fills in. */
import { concatMapped, hole, verbatim, type MappedText } from '../source/mapped-text.ts'
import type { SourceFile } from '../source/source-file.ts'
import { spanOf } from '../source/span.ts'

/**
 * What stands for a value that is put in before PostgreSQL sees the text: `{{ x }}`, `<%= x %>`, `${x}`,
 * `%(x)s`, and psql's `:x`, `:'x'`, `:"x"`. A colon after a colon is a cast, one after a name, a number or a
 * bracket a slice: https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-INTERPOLATION
 */
const PLACE_HOLDERS: readonly RegExp[] = [
  /\{\{.*?\}\}/suy,
  /<%=?.*?%>/suy,
  /\$\{[^}]*\}/uy,
  /%\(\w+\)s/uy,
  /(?<![:\w\])"[]):(?:'\w+'|"\w+"|[A-Za-z_]\w*)/uy,
]

const MAY_HAVE_HOLES = /\{\{|<%|\$\{|%\(|(?<!:):["'A-Za-z_]/u

/** The characters of a file from `start` up to `end`. */
export function sqlText(file: SourceFile, start = 0, end = file.text.length): MappedText {
  const text = file.text.slice(start, end)
  if (!MAY_HAVE_HOLES.test(text)) return verbatim(file, start, end)
  const parts: MappedText[] = []
  let done = 0
  for (let at = 0; at < text.length;) {
    const placeholder = placeholderLength(text, at)
    if (placeholder > 0) {
      if (at > done) parts.push(verbatim(file, start + done, start + at))
      const span = spanOf(file, start + at, start + at + placeholder)
      parts.push(hole(nameIn(text.slice(at, at + placeholder)), span))
      done = at += placeholder
    } else at = endOfToken(text, at)
  }
  if (parts.length === 0) return verbatim(file, start, end)
  if (done < text.length) parts.push(verbatim(file, start + done, end))
  return concatMapped(parts)
}

/** What a placeholder names: `schema` in `{{ schema }}`. */
function nameIn(placeholder: string): string {
  return placeholder
    .replace(/^(?:\{\{|<%=?|\$\{|%\(|:["']?)\s*/u, '')
    .replace(/\s*(?:\}\}|%>|\}|\)s|["'])$/u, '')
}

function placeholderLength(text: string, at: number): number {
  for (const pattern of PLACE_HOLDERS) {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) return found[0].length
  }
  return 0
}

/** Behind what stands at `at` as a whole: a comment, a string, a quoted name, a word, or one character. */
function endOfToken(text: string, at: number): number {
  if (text.startsWith('--', at)) return endOf(text, '\n', at)
  if (text.startsWith('/*', at)) return endOf(text, '*/', at + 2)
  const character = text[at]
  if (character === '"') return endOf(text, '"', at + 1)
  if (character === "'") return endOfString(text, at)
  if (character === '$') return endOfDollarQuote(text, at)
  const word = matchAt(/(?![eE]')\w+/uy, text, at)
  return at + Math.max(1, word.length)
}

/** A doubled quote reads as the end of one string and the start of the next: the same for finding placeholders. */
function endOfString(text: string, at: number): number {
  const escapes = /[eE]/u.test(text[at - 1] ?? '')
  for (let end = at + 1; end < text.length; end++) {
    if (escapes && text[end] === '\\') end++
    else if (text[end] === "'") return end + 1
  }
  return text.length
}

/** A dollar-quoted body without placeholders is skipped; one with them is looked into. */
function endOfDollarQuote(text: string, at: number): number {
  const quote = matchAt(/\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/uy, text, at)
  if (quote === '') return at + 1
  const end = endOf(text, quote, at + quote.length)
  return /\{\{|\$\{/u.test(text.slice(at, end)) ? at + quote.length : end
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  return found < 0 ? text.length : found + mark.length
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}
