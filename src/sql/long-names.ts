/** Names that are longer than PostgreSQL keeps them; its grammar cuts them before anybody sees the tree. */
import { LONGEST_NAME } from '../model/names.ts'
import { tokensOf, type Token } from './lexer.ts'

/** No name of fewer characters has more than 63 bytes in UTF-8. */
const MAYBE = /[\w$\u0080-\uffff]{21}|"[^"]{21}/u

/** The names in a range of a text that are over 63 bytes, folded to lower case where they are not quoted. */
export function longNamesIn(text: string, start: number, end: number): readonly string[] | undefined {
  if (!MAYBE.test(text.slice(start, end))) return undefined
  const long = tokensOf(text, start, end).flatMap(token => {
    const name = nameOf(text, token)
    return name !== undefined && Buffer.byteLength(name) > LONGEST_NAME ? [name] : []
  })
  return long.length > 0 ? long : undefined
}

function nameOf(text: string, { kind, start, end }: Token): string | undefined {
  const written = text.slice(start, end)
  if (kind === 'word') return written.replace(/[A-Z]+/gu, letters => letters.toLowerCase())
  return kind === 'quoted' && written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : undefined
}
