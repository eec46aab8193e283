/** How values of PostgreSQL arrive in JavaScript: the same from every driver, and as text where JavaScript would lose a part. */

/**
 * Types that stay as the server writes them, by OID, with the OID of their array: a number has 53 bits, a Date
 * no microseconds and no infinity, and a date no time zone. https://www.postgresql.org/docs/current/catalog-pg-type.html
 */
const AS_TEXT: readonly (readonly [type: number, array: number])[] = [
  [20, 1016], // int8
  [1700, 1231], // numeric
  [1082, 1182], // date
  [1114, 1115], // timestamp
  [1184, 1185], // timestamptz
  [1186, 1187], // interval
  [600, 1017], // point
  [718, 719], // circle
  [19, 1003], // name
]

/** OIDs of types whose values are text. */
export const TEXT_TYPES: ReadonlySet<number> = new Set(AS_TEXT.map(([type]) => type))

/** OIDs of arrays whose elements are text. */
export const TEXT_ARRAYS: ReadonlySet<number> = new Set(AS_TEXT.map(([, array]) => array))

/** OID of `text[]`. */
export const TEXT_ARRAY = 1009

/** OID of `bytea`. */
export const BYTEA = 17

/** Bytes as the server writes them: https://www.postgresql.org/docs/current/datatype-binary.html */
export function bytesFrom(text: string): Uint8Array {
  return Buffer.from(text.slice(2), 'hex')
}
