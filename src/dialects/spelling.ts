/** How a database writes names and constants: what the printers that dialects share differ in. */
import type { QualifiedName } from '../model/names.ts'

export interface Spelling {
  /** A name, in quotes only where it would mean something else without. */
  identifier(name: string): string
  /** A string constant. */
  literal(text: string): string
  /** `orders`, `billing."Order"`. */
  qualified(name: QualifiedName): string
  /** Several names with commas. */
  identifiers(names: readonly string[]): string
  /** A collation or operator class given as text, with or without its schema. */
  dotted(name: string): string
}

/** A spelling from what a database says of single names and of constants. */
export function spellingOf(identifier: Spelling['identifier'], literal: Spelling['literal']): Spelling {
  return {
    identifier,
    literal,
    qualified: ({ schema, name }) =>
      schema === undefined ? identifier(name) : `${identifier(schema)}.${identifier(name)}`,
    identifiers: names => names.map(identifier).join(', '),
    // `en_US.utf8` is one name.
    dotted: name => (/\.utf-?8$/iu.test(name) ? identifier(name) : name.split('.').map(identifier).join('.')),
  }
}
