/** Pieces of code as text, in lines as Prettier breaks them. */
import { quotedText } from '../../typescript/code-text.ts'
import type { Code, Entry } from './code.ts'

/** How code is written. */
export interface PrintStyle {
  readonly quote: "'" | '"' | '`'
  /** One step to the right. */
  readonly indent: string
  /** The longest line; absent: everything stands on one. */
  readonly width?: number | undefined
}

/** The code, its first line beginning at a column; the following lines have their indent. */
export function printCode(
  code: Code,
  style: PrintStyle,
  at: Place = { indent: '', column: 0, after: 0 },
): string {
  const flat = flatText(code, style)
  if (flat !== undefined && fits(flat, style, at)) return flat
  const inner = at.indent + style.indent
  switch (code.kind) {
    case 'list':
      return block('[', ']', code.items, style, { ...at, indent: inner })
    case 'object':
      return objectBlock(code.entries, style, { ...at, indent: inner })
    case 'call':
      return callText(code, style, at)
    default:
      return flat ?? ''
  }
}

/** Where a piece of code stands. */
export interface Place {
  /** The indent of its line. */
  readonly indent: string
  /** The characters before it on its line. */
  readonly column: number
  /** The characters that follow it on its last line. */
  readonly after: number
}

function fits(textOf: string, { width }: PrintStyle, { column, after }: Place): boolean {
  return width === undefined || (!textOf.includes('\n') && column + textOf.length + after <= width)
}

/** All of it on one line; undefined where a part wants lines of its own. */
function flatText(code: Code, style: PrintStyle): string | undefined {
  switch (code.kind) {
    case 'text':
      return stringText(code.text, style)
    case 'word':
      return code.word
    case 'sql':
      return `sql${onOneLine(quotedText(withoutLines(code.text)))}`
    case 'list': {
      if (code.eachOnItsLine && style.width !== undefined && code.items.length > 0) return undefined
      const items = code.items.map(item => flatText(item, style))
      return items.includes(undefined) ? undefined : `[${items.join(', ')}]`
    }
    case 'object': {
      const entries = code.entries.map(each => flatEntry(each, style))
      return entries.includes(undefined) ? undefined : `{ ${entries.join(', ')} }`
    }
    case 'call': {
      const args = code.args.map(arg => flatText(arg, style))
      return args.includes(undefined) ? undefined : `${code.callee}(${args.join(', ')})`
    }
  }
}

function flatEntry([name, value]: Entry, style: PrintStyle): string | undefined {
  const flat = flatText(value, style)
  return flat === undefined ? undefined : `${keyText(name, style)}: ${flat}`
}

/** In the quotes that need no escape, else as a template. */
function stringText(value: string, { quote }: PrintStyle): string {
  const other = quote === "'" ? '"' : "'"
  const isBetter = quote !== '`' && value.includes(quote) && !value.includes(other)
  return onOneLine(quotedText(value, isBetter ? other : quote))
}

const LINES = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*\n?|\/\*[\s\S]*?\*\/|\s*\n\s*/gu

/** SQL with a blank for each line break but those in constants, names and comments. */
function withoutLines(sql: string): string {
  return sql.includes('\n') ? sql.replace(LINES, found => (found.trim() === '' ? ' ' : found)).trim() : sql
}

/** Lines are indented when they are written into a function, which must not change a text. */
function onOneLine(literal: string): string {
  return literal.replaceAll('\r', '\\r').replaceAll('\n', '\\n')
}

function keyText(name: string, style: PrintStyle): string {
  return /^[A-Za-z_$][\w$]*$/u.test(name) ? name : stringText(name, style)
}

function block(
  open: string,
  close: string,
  items: readonly Code[],
  style: PrintStyle,
  inside: Place,
): string {
  const { indent } = inside
  const lines = items.map(
    item => `${indent}${printCode(item, style, { indent, column: indent.length, after: 1 })},\n`,
  )
  return `${open}\n${lines.join('')}${outer(indent, style)}${close}`
}

function objectBlock(entries: readonly Entry[], style: PrintStyle, inside: Place): string {
  const { indent } = inside
  const lines = entries.map(([name, value]) => {
    const key = `${indent}${keyText(name, style)}: `
    return `${key}${printCode(value, style, { indent, column: key.length, after: 1 })},\n`
  })
  return `{\n${lines.join('')}${outer(indent, style)}}`
}

function outer(indent: string, style: PrintStyle): string {
  return indent.slice(0, indent.length - style.indent.length)
}

/** The last argument takes the lines where all before it stay on the first; otherwise each argument has its own. */
function callText(code: Code & { readonly kind: 'call' }, style: PrintStyle, at: Place): string {
  const { callee, args } = code
  const last = args.at(-1)
  const before = args.slice(0, -1).map(arg => flatText(arg, style))
  const head = `${callee}(${before.map(each => `${each ?? ''}, `).join('')}`
  const hugs = last !== undefined && breaks(last) && !before.includes(undefined)
  if (hugs && at.column + head.length + 1 <= (style.width ?? Infinity)) {
    const place = { indent: at.indent, column: at.column + head.length, after: at.after + 1 }
    return `${head}${broken(last, style, place)})`
  }
  return block(`${callee}(`, ')', args, style, { ...at, indent: at.indent + style.indent })
}

function breaks({ kind }: Code): boolean {
  return kind === 'list' || kind === 'object'
}

/** In lines even where it would fit behind what stands before it. */
function broken(code: Code, style: PrintStyle, at: Place): string {
  const inside = { ...at, indent: at.indent + style.indent }
  if (code.kind === 'list') return block('[', ']', code.items, style, inside)
  return code.kind === 'object' ? objectBlock(code.entries, style, inside) : printCode(code, style, at)
}
