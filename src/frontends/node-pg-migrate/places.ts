/** Where the properties of an object literal stand: values know their place, keys are looked for before them. */
import { standingFor, verbatim, type MappedText } from '../../source/mapped-text.ts'
import { spanOf, type Span } from '../../source/span.ts'
import { placeOf } from '../typescript/arguments.ts'
import type { Value } from '../typescript/values.ts'

/** A property as it is written. */
export interface Place {
  readonly key: MappedText
  /** From the key to the end of the value. */
  readonly whole: Span
  readonly value: Span
}

/** The place of a property of an object that stands in a range; all of the range where it is not found. */
export function placeOfProperty(name: string, value: Value, within: Span): Place {
  const { file } = within
  const unplaced = { key: standingFor(name, within), whole: within, value: within }
  const place = placeOf(value)
  if (place?.file !== file || place.start < within.start || place.end > within.end) return unplaced
  const before = file.text.slice(within.start, place.start)
  const [gap = '', opening = ''] = /\s*:\s*(['"`]?)$/u.exec(before) ?? []
  const written = ['', "'", '"'].map(quote => quote + name + quote)
  const found = gap && written.findLast(each => before.endsWith(each + gap))
  if (!found) return { ...unplaced, value: place }
  const start = place.start - gap.length - found.length
  const inQuotes = (found.length - name.length) / 2
  const key = verbatim(file, start + inQuotes, start + inQuotes + name.length)
  return {
    key,
    whole: spanOf(file, start, Math.min(within.end, place.end + opening.length)),
    value: place,
  }
}
