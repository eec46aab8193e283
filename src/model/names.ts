/** Names of tables, indexes, types and other objects of a database. */

/** A name with its schema if the user wrote one. A part that is only known at run time reads as its source text, such as `${schema}`. */
export interface QualifiedName {
  readonly schema?: string | undefined
  readonly name: string
}

/** Present and `true`, or absent: equal operations have equal fields. */
export type Flag = true | undefined

/** A boolean as a flag. */
export function flag(value: boolean | null | undefined): Flag {
  return value ? true : undefined
}

/** The name as people write it: `orders`, `billing.orders`. */
export function formatName(name: QualifiedName): string {
  return name.schema === undefined ? name.name : `${name.schema}.${name.name}`
}

/** PostgreSQL cuts identifiers to this many bytes: https://www.postgresql.org/docs/current/limits.html */
export const LONGEST_NAME = 63
