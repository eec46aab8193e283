/** A parsed TypeScript or JavaScript file, from oxc or from the host's own parser. */
import type { ParseError, SourceComment } from '../../model/migration.ts'
import type { SourceFile } from '../../source/source-file.ts'

/** A node of the typescript-estree tree; `range` counts UTF-16 code units into the file's text. */
export interface Node {
  readonly type: string
  readonly range: readonly [number, number]
}

export interface Module {
  readonly file: SourceFile
  /** The typescript-estree `Program`. */
  readonly program: Node
  readonly comments: readonly SourceComment[]
  /** Syntax errors; the tree is then empty. */
  readonly errors: readonly ParseError[]
}
