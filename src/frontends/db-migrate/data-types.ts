/** Types of columns, as db-migrate calls them and as db-migrate-pg writes them. */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { spanOf, type Span } from '../../source/span.ts'
import { objectValue, textAt } from '../typescript/value-tools.ts'
import type { Value } from '../typescript/values.ts'

/** `dbm.dataType`: https://github.com/db-migrate/shared/blob/master/data_type.js */
const DATA_TYPES: Readonly<Record<string, string>> = {
  CHAR: 'char',
  STRING: 'string',
  TEXT: 'text',
  SMALLINT: 'smallint',
  BIGINT: 'bigint',
  INTEGER: 'int',
  SMALL_INTEGER: 'smallint',
  BIG_INTEGER: 'bigint',
  REAL: 'real',
  DATE: 'date',
  DATE_TIME: 'datetime',
  TIME: 'time',
  BLOB: 'blob',
  TIMESTAMP: 'timestamp',
  BINARY: 'binary',
  BOOLEAN: 'boolean',
  DECIMAL: 'decimal',
}

/** The object itself; its texts have no place in the file. */
export function dataTypes(file: SourceFile): Value {
  const span = spanOf(file, 0, 0)
  return objectValue(
    new Map(Object.entries(DATA_TYPES).map(([name, type]): [string, Value] => [name, textAt(type, span)])),
  )
}

/** Words that PostgreSQL has not: https://github.com/db-migrate/pg/blob/master/index.js */
const WRITTEN: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  int: 'INTEGER',
  datetime: 'TIMESTAMP',
  blob: 'BYTEA',
}

/** The name of a type as it is sent: `mapDataType`. What is in no table is written in capitals, quotes or not. */
export function typeName(type: MappedText, at: Span): MappedText {
  const written = Object.hasOwn(WRITTEN, type.text) ? WRITTEN[type.text] : undefined
  if (written !== undefined) return standingFor(written, at)
  const isKnown = type.pieces.every(({ hole }) => hole === undefined)
  // A constant of db-migrate stands nowhere in the code.
  if (type.pieces.some(({ span }) => span.end === span.start)) return standingFor(type.text, at)
  // Only in quotes do capitals make a difference.
  return isKnown && type.text.includes('"') ? standingFor(type.text.toUpperCase(), at) : type
}
