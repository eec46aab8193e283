/** How the migrations of a project are written, so that a new one looks like them. */
import { endsWithSemicolons } from '../../frontends/typescript/code-writer.ts'

/** What differs between two files that do the same. */
export interface CodeStyle {
  /** With its dot: `.ts`. */
  readonly ending: string
  readonly isCommonJs: boolean
  readonly semicolons: boolean
  readonly quote: "'" | '"'
  readonly indent: string
  readonly lineBreak: string
}

/** What a first migration is written like. */
export const DEFAULT_STYLE: CodeStyle = {
  ending: '.ts',
  isCommonJs: false,
  semicolons: false,
  quote: "'",
  indent: '  ',
  lineBreak: '\n',
}

const BLOCK_COMMENT = /\/\*[\s\S]*?\*\//gu
const COMMENT = /\/\*[\s\S]*?\*\/|^[ \t]*\/\/.*$/gmu

/** The style of a file. */
export function styleOf({ path, text }: { readonly path: string; readonly text: string }): CodeStyle {
  const code = text.replace(COMMENT, '')
  return {
    ending: /\.[cm]?[jt]s$/u.exec(path)?.[0] ?? DEFAULT_STYLE.ending,
    isCommonJs: /^\s*(?:module\.)?exports\b/mu.test(code) && !/^\s*export\b/mu.test(code),
    semicolons: endsWithSemicolons({ text: code }),
    quote: count(code, /[\s(=,:[{]'/gu) >= count(code, /[\s(=,:[{]"/gu) ? "'" : '"',
    indent: /^(\t+|[ ]{2,})\S/mu.exec(text.replace(BLOCK_COMMENT, ''))?.[1] ?? DEFAULT_STYLE.indent,
    lineBreak: text.includes('\r\n') ? '\r\n' : '\n',
  }
}

/** Whether types can be written. */
export function isTyped({ ending }: Pick<CodeStyle, 'ending'>): boolean {
  return /\.[cm]?ts$/u.test(ending)
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
