/** Changes of source files as plain values: what stands where instead, and files that are new. */
import { compareText } from './compare-text.ts'
import type { SourceFile } from './source-file.ts'
import type { Span } from './span.ts'

/** The characters of the span give way to the text; an empty span is a place to put it in. */
export interface Edit {
  readonly span: Span
  readonly text: string
}

/** A file that is not there yet. */
export interface NewFile {
  /** Relative to the project root, as the paths of source files. */
  readonly path: string
  readonly text: string
}

/** The text of a file after its edits; undefined when two of them touch the same characters. */
export function applyEdits({ path, text }: SourceFile, edits: readonly Edit[]): string | undefined {
  const own = edits
    .filter(edit => edit.span.file.path === path)
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end || compareText(a.text, b.text))
  let done = 0
  let result = ''
  for (const [i, { span, text: replacement }] of own.entries()) {
    const before = own[i - 1]
    if (span.start < done || before?.span.start === span.start) return undefined
    result += text.slice(done, span.start) + replacement
    done = span.end
  }
  return result + text.slice(done)
}

/** The line break that a file uses. */
export function lineBreakOf({ text }: SourceFile): '\n' | '\r\n' {
  return text.includes('\r\n') ? '\r\n' : '\n'
}

/** The blanks at the start of the line that a place stands on. */
export function indentAt({ text }: SourceFile, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  return /^[ \t]*/u.exec(text.slice(start, offset))?.[0] ?? ''
}
