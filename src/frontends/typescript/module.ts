/** A parsed TypeScript or JavaScript file, from oxc or from the host's own parser. */
import { parseSync } from 'oxc-parser'
import type { ParseError, SourceComment } from '../../model/migration.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { spanOf } from '../../source/span.ts'
import type { Program } from './nodes.ts'

export type { Node, Program } from './nodes.ts'

export interface Module {
  readonly file: SourceFile
  /** The typescript-estree `Program`. */
  readonly program: Program
  readonly comments: readonly SourceComment[]
  /** Syntax errors; the tree is then empty. */
  readonly errors: readonly ParseError[]
}

/** Parses a file; syntax errors stand in `errors`, nothing is thrown. */
export function parseModule(file: SourceFile): Module {
  const result = parseSync(file.path, file.text, {
    lang: languageOf(file.path),
    astType: 'ts',
    preserveParens: false,
    range: true,
  })
  const errors = result.errors.map(error => {
    const label = error.labels[0]
    return { message: error.message, span: spanOf(file, label?.start ?? 0, label?.end ?? 0) }
  })
  const comments = result.comments.map(comment => ({
    text: comment.value,
    span: spanOf(file, comment.start, comment.end),
  }))
  return { file, program: result.program as unknown as Program, comments, errors }
}

/** A file whose tree the host has already made: ESLint's own parser gives the same shape. */
export function moduleFromHost(
  file: SourceFile,
  program: unknown,
  comments: readonly { readonly value: string; readonly range?: readonly [number, number] | undefined }[],
): Module {
  return {
    file,
    program: program as Program,
    comments: comments.map(({ value, range }) => ({
      text: value,
      span: spanOf(file, range?.[0] ?? 0, range?.[1] ?? 0),
    })),
    errors: [],
  }
}

/** JSX is only tried where the name asks for it, because `<T>value` is a cast in TypeScript. */
function languageOf(path: string): 'ts' | 'tsx' | 'js' | 'jsx' {
  if (/\.[cm]?ts$/u.test(path)) return 'ts'
  if (path.endsWith('.tsx')) return 'tsx'
  return path.endsWith('.jsx') ? 'jsx' : 'js'
}
