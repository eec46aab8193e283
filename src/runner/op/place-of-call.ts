/** A place for values that come from no file. */
import { createSourceFile } from '../../source/source-file.ts'
import { spanOf, type Span } from '../../source/span.ts'

/** The empty place of a call; messages never show it. */
export function placeOfCall(call: string): Span {
  return spanOf(createSourceFile(call, ''), 0, 0)
}
