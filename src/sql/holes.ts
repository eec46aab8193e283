/** Lets statements with unknown values be parsed, and shows those values as the user wrote them. */
import type { BareOperation } from '../model/operation.ts'
import { holesOf, type MappedText } from '../source/mapped-text.ts'
import { mapStrings } from './lower/map-strings.ts'

/** A text for the parser, as long as the mapped one, and the source of each name in it that stands for a value. */
export interface HoledText {
  readonly text: string
  readonly sources: ReadonlyMap<string, string>
}

/**
 * Puts a plain ASCII name of the same length in the place of each placeholder: PostgreSQL cuts names at 63 bytes,
 * which a name made of several placeholders, three bytes a letter, would reach. Behind VALUES stands a row.
 */
export function holedText(mapped: MappedText): HoledText {
  const sources = new Map<string, string>()
  let text = mapped.text
  let number = 0
  const freshName = (length: number): string => {
    let name: string
    do name = `q${(number++).toString(36)}`.padEnd(length, 'z')
    while (mapped.text.includes(name))
    return name
  }
  for (const [placeholder, source] of holesOf(mapped)) {
    const rows = new RegExp(`(?<=\\bvalues\\s*)${placeholder}`, 'giu')
    if (rows.test(text)) {
      const row = freshName(placeholder.length - 2)
      text = text.replace(rows, `(${row})`)
      sources.set(row, source)
    }
    const name = freshName(placeholder.length)
    text = text.replaceAll(placeholder, name)
    sources.set(name, source)
  }
  return { text, sources }
}

/** The operation with `${source}` for each unknown value; a parameter set to one has a value that is not known. */
export function withHoles(operation: BareOperation, { sources }: HoledText): BareOperation {
  if (sources.size === 0) return operation
  const shown = mapStrings(operation, text => withSources(text, sources))
  if (operation.kind !== 'setParameter' || shown.kind !== 'setParameter') return shown
  if (operation.value === shown.value) return shown
  return { ...shown, value: undefined, unknown: true }
}

/** Whether a text contains an unknown value. */
export function hasHole(text: string, { sources }: HoledText): boolean {
  return sources.size > 0 && [...sources.keys()].some(name => text.includes(name))
}

function withSources(text: string, sources: ReadonlyMap<string, string>): string {
  let shown = text
  for (const [name, source] of sources) shown = shown.replaceAll(name, () => `\${${source}}`)
  return shown
}
