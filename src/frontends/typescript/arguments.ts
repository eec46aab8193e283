/** Reading what the code hands to the framework: the tools of every table of calls. */
import type { QualifiedName } from '../../model/names.ts'
import { holesOf, showHoles, sourceSpan } from '../../source/mapped-text.ts'
import { spanOf, type Span } from '../../source/span.ts'
import { mappedOf, truthOf, UNDEFINED } from './value-tools.ts'
import type { UnknownValue, Value } from './values.ts'

/** The text of a string, holes as the user wrote them: `${schema}`; a number as its digits. */
export function textOf(value: Value | undefined): string | undefined {
  if (value?.kind === 'string') {
    const mapped = mappedOf(value)
    return showHoles(mapped.text, holesOf(mapped))
  }
  if (value?.kind === 'primitive' && typeof value.value === 'number') return String(value.value)
  return undefined
}

/** The text of a string, or of anything else the source that would give it: for names that are known only at run time. */
export function nameOf(value: Value | undefined): string | undefined {
  if (value?.kind === 'unknown' && value.source !== undefined) return `\${${value.source}}`
  return textOf(value)
}

/** Splits at the last dot outside of placeholders; quotes around the parts are taken off. */
export function splitName(text: string): QualifiedName {
  const parts = text.match(/(?:\$\{[^}]*\}|"[^"]*"|[^.])+/gu) ?? [text]
  const [schema, name] = parts.length > 1 ? parts.slice(-2) : [undefined, parts[0]]
  const plain = (part: string): string => part.replace(/^"(.*)"$/u, '$1')
  return schema === undefined
    ? { name: plain(name ?? text) }
    : { schema: plain(schema), name: plain(name ?? '') }
}

/** A property of an object; undefined when it is absent, null or undefined. */
export function property(value: Value | undefined, name: string): Value | undefined {
  if (value?.kind === 'unknown') return value
  if (value?.kind !== 'object') return undefined
  const found = value.properties.value.get(name) ?? value.open
  return found?.kind === 'primitive' && (found.value ?? undefined) === undefined ? undefined : found
}

/** Whether a property is written at all, whatever its value: `default: null` is. */
export function hasProperty(value: Value | undefined, name: string): boolean {
  const found = value?.kind === 'object' ? value.properties.value.get(name) : undefined
  return found !== undefined && !(found.kind === 'primitive' && found.value === undefined)
}

/** The elements of a list, or a single value as a list of one; undefined when the list is not known. */
export function listOf(value: Value | undefined): readonly Value[] | undefined {
  if (value?.kind === 'array') return value.elements.value
  if (value === undefined || value.kind === 'unknown') return undefined
  return value.kind === 'primitive' && (value.value ?? undefined) === undefined ? [] : [value]
}

/** The names of a list; undefined when the list is not known. */
export function namesOf(value: Value | undefined): readonly string[] | undefined {
  const names = listOf(value)?.map(nameOf)
  return names?.every(name => name !== undefined) ? names : undefined
}

/** Whether it counts as true; what is not known and what is absent do not. */
export function booleanOf(value: Value | undefined): boolean {
  return value !== undefined && truthOf(value) === true
}

/** Whether it is `false`, written out. */
export function isFalse(value: Value | undefined): boolean {
  return value?.kind === 'primitive' && value.value === false
}

/** A number, also one written as text. */
export function numberOf(value: Value | undefined): number | undefined {
  if (value?.kind === 'primitive' && typeof value.value === 'number') return value.value
  const text = textOf(value)
  return text !== undefined && /^\d+$/u.test(text) ? Number(text) : undefined
}

/** Where a value was written, if it knows. */
export function placeOf(value: Value | undefined): Span | undefined {
  if (value?.kind === 'string') {
    const mapped = mappedOf(value)
    return mapped.pieces.length > 0 ? sourceSpan(mapped, 0, mapped.text.length) : undefined
  }
  return value && 'at' in value ? value.at : undefined
}

/** The place of an element of a list, cut to its first line: a column of `addColumns([…])`. */
export function headOf(span: Span | undefined): Span | undefined {
  if (!span) return undefined
  const lineBreak = span.file.text.slice(span.start, span.end).search(/\r?\n/u)
  return lineBreak < 0 ? span : spanOf(span.file, span.start, span.start + lineBreak)
}

/** The first value among these that is not known. */
export function unknownAmong(values: readonly (Value | undefined)[]): UnknownValue | undefined {
  return values.find(value => value?.kind === 'unknown')
}

/** The n-th argument; undefined when it is absent or `undefined`. */
export function argument(args: readonly Value[], index: number): Value | undefined {
  const value = args[index]
  return value === UNDEFINED || (value?.kind === 'primitive' && value.value === undefined) ? undefined : value
}
