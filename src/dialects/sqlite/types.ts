/** Data types as SQLite writes them: https://www.sqlite.org/datatype3.html#determination_of_column_affinity */
import type { DataType } from '../../model/data-type.ts'
import type { QualifiedName } from '../../model/names.ts'

/** The values of an enum, where they are known. */
export type EnumValues = (type: QualifiedName) => readonly string[] | undefined

/** How a type of PostgreSQL is declared, and what a STRICT table takes for it. */
interface Declared {
  readonly name: string
  readonly strict: 'INTEGER' | 'REAL' | 'TEXT' | 'BLOB' | 'ANY'
  /** Length, precision and scale are kept, though SQLite does not check them. */
  readonly sized?: true
  readonly collation?: string
}

const TEXT: Declared = { name: 'TEXT', strict: 'TEXT' }
const INTEGER: Declared = { name: 'INTEGER', strict: 'INTEGER' }

/**
 * The name decides the affinity by its letters: any with INT in it would turn text into numbers, as `interval` and
 * `point` have, and any that SQLite does not know is NUMERIC, which turns `'007'` into 7.
 */
const TYPES: Readonly<Record<string, Declared>> = {
  smallint: { name: 'SMALLINT', strict: 'INTEGER' },
  integer: INTEGER,
  bigint: { name: 'BIGINT', strict: 'INTEGER' },
  smallserial: INTEGER,
  serial: INTEGER,
  bigserial: INTEGER,
  oid: INTEGER,
  boolean: { name: 'BOOLEAN', strict: 'INTEGER' },
  real: { name: 'REAL', strict: 'REAL' },
  'double precision': { name: 'DOUBLE PRECISION', strict: 'REAL' },
  numeric: { name: 'NUMERIC', strict: 'REAL', sized: true },
  money: { name: 'NUMERIC', strict: 'REAL' },
  text: TEXT,
  varchar: { name: 'VARCHAR', strict: 'TEXT', sized: true },
  char: { name: 'CHAR', strict: 'TEXT', sized: true },
  name: TEXT,
  '"char"': TEXT,
  citext: { name: 'TEXT', strict: 'TEXT', collation: 'NOCASE' },
  uuid: { name: 'CHAR(36)', strict: 'TEXT' },
  json: { name: 'JSON', strict: 'TEXT' },
  jsonb: { name: 'JSON', strict: 'TEXT' },
  xml: TEXT,
  bytea: { name: 'BLOB', strict: 'BLOB' },
  date: { name: 'DATE', strict: 'TEXT' },
  time: { name: 'TIME', strict: 'TEXT' },
  timetz: { name: 'TIME', strict: 'TEXT' },
  timestamp: { name: 'DATETIME', strict: 'TEXT' },
  timestamptz: { name: 'DATETIME', strict: 'TEXT' },
  interval: TEXT,
  inet: TEXT,
  cidr: TEXT,
  macaddr: TEXT,
  macaddr8: TEXT,
  bit: TEXT,
  varbit: TEXT,
  // What SQLite itself declares: the names of its own migrations are kept.
  int: { name: 'INT', strict: 'INTEGER' },
  any: { name: 'ANY', strict: 'ANY' },
  blob: { name: 'BLOB', strict: 'BLOB' },
  datetime: { name: 'DATETIME', strict: 'TEXT' },
  clob: TEXT,
}

/** Types whose values are compared, searched or ordered in a way that text is not. */
const WITHOUT_LIKENESS =
  /^(?:tsvector|tsquery|point|line|lseg|box|path|polygon|circle|geometry|geography|vector|halfvec|sparsevec|hstore|ltree|\w*(?:range|multirange))$/u

/** A type as it is declared, or why SQLite has nothing like it. */
export type DeclaredType =
  | {
      readonly text: string
      readonly collation?: string | undefined
      /** The values of an enum, which a CHECK has to keep to. */
      readonly values?: readonly string[] | undefined
      /** A type of the user about which nothing is known. */
      readonly unknown?: true
    }
  | { readonly refused: string }

/** The declaration of a column of this type. */
export function declaredType(type: DataType, strict: boolean, enumValues: EnumValues): DeclaredType {
  if (type.dimensions > 0) return { refused: 'SQLite has no arrays' }
  const plain = type.name.startsWith('interval ') ? 'interval' : type.name.toLowerCase()
  const known = type.schema === undefined ? TYPES[plain] : undefined
  if (known) {
    const args = known.sized && type.arguments.length > 0 ? `(${type.arguments.join(', ')})` : ''
    return { text: strict ? known.strict : `${known.name}${args}`, collation: known.collation }
  }
  if (WITHOUT_LIKENESS.test(plain)) return { refused: 'SQLite has no type like it' }
  const values = enumValues(type)
  if (!values) return { text: 'TEXT', unknown: true }
  const longest = Math.max(1, ...values.map(value => value.length))
  return { text: strict ? 'TEXT' : `VARCHAR(${longest})`, values }
}
