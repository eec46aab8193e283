/** Shows the placeholders of unknown values in operations as the user wrote them. */
import { showHoles } from '../source/mapped-text.ts'
import type { BareOperation } from '../model/operation.ts'
import { mapStrings } from './lower/map-strings.ts'

/** The operation with `${source}` for each placeholder; a parameter set to one has a value that is not known. */
export function withHoles(operation: BareOperation, holes: ReadonlyMap<string, string>): BareOperation {
  if (holes.size === 0) return operation
  const shown = mapStrings(operation, text => showHoles(unquoted(text, holes), holes))
  if (operation.kind !== 'setParameter' || shown.kind !== 'setParameter') return shown
  if (operation.value === shown.value) return shown
  const { value: _, ...rest } = shown
  return { ...rest, unknown: true }
}

/** The printer quotes a placeholder, as no plain identifier has such letters. */
function unquoted(text: string, holes: ReadonlyMap<string, string>): string {
  let plain = text
  for (const placeholder of holes.keys()) plain = plain.replaceAll(`"${placeholder}"`, placeholder)
  return plain
}
