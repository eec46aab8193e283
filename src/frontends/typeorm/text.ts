/** Texts as TypeORM writes them into SQL. */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { write } from '../typescript/written-sql.ts'

/** A comment in quotes; null characters are left out. */
export function literal(text: MappedText, span: Span): MappedText {
  const plain = text.text.replaceAll("'", "''").replaceAll('\u0000', '')
  return plain === text.text ? write(span, "'", text, "'") : standingFor(`'${plain}'`, span)
}
