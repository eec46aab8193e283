/** Definitions one on a line, as node-pg-migrate puts them into a statement. */
import { concatMapped, sliceMapped, standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Saying } from './say.ts'

/** Lines with a prefix before each and commas between; a line break inside of one is a space. */
export function formatLines(
  on: Saying,
  lines: readonly MappedText[],
  prefix: string | MappedText = '  ',
): MappedText {
  if (lines.length === 0) return on.say`${prefix}`
  const between = standingFor(',\n', on.span)
  return concatMapped(
    lines.flatMap((line, i) => [...(i === 0 ? [] : [between]), own(on, prefix, line), flattened(line)]),
  )
}

/** What is said of one of several columns begins where the column is written. */
function own({ span }: Saying, prefix: string | MappedText, line: MappedText): MappedText {
  const first = line.pieces[0]
  return typeof prefix === 'string' ? standingFor(prefix, first?.atomic ? first.span : span) : prefix
}

function flattened(line: MappedText): MappedText {
  if (!/[\r\n]/u.test(line.text)) return line
  const parts: MappedText[] = []
  let start = 0
  for (const { index, 0: breaks } of line.text.matchAll(/[\r\n]+/gu)) {
    const gap = sliceMapped(line, index, index + breaks.length).pieces[0]
    parts.push(sliceMapped(line, start, index))
    if (gap) parts.push(standingFor(' ', gap.span))
    start = index + breaks.length
  }
  return concatMapped([...parts, sliceMapped(line, start)])
}
