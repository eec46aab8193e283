/** `TableColumn` as the definition of a column: https://github.com/typeorm/typeorm/blob/master/src/driver/postgres/PostgresQueryRunner.ts */
import type { MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { booleanOf, listOf, property, textOf } from '../typescript/arguments.ts'
import type { Value } from '../typescript/values.ts'
import { joined, quoteLiteral, splitMapped, write } from '../typescript/written-sql.ts'
import { filledIn, nameText, quoted, textIn, type TablePath } from './names.ts'
import type { Words } from './statement.ts'

/** `isGenerated` columns of an integer type become serials, unless they ask for an identity. */
const SERIALS: Readonly<Record<string, string>> = {
  integer: ' SERIAL',
  int: ' SERIAL',
  int4: ' SERIAL',
  smallint: ' SMALLSERIAL',
  int2: ' SMALLSERIAL',
  bigint: ' BIGSERIAL',
  int8: ' BIGSERIAL',
}

/** What stands before and behind the precision of a time. */
const TIMES: Readonly<Record<string, readonly [string, string]>> = {
  'time without time zone': ['TIME', ''],
  'time with time zone': ['TIME', ' WITH TIME ZONE'],
  'timestamp without time zone': ['TIMESTAMP', ''],
  'timestamp with time zone': ['TIMESTAMP', ' WITH TIME ZONE'],
}

/** Whether TypeORM makes a type of its own for the column. */
export function isEnum(column: Value | undefined): boolean {
  const type = textOf(property(column, 'type'))
  return type === 'enum' || type === 'simple-enum'
}

/** The name of a column; undefined when it is no column, or has none. */
export function columnName(column: Value | undefined, span: Span): MappedText | undefined {
  return column?.kind === 'object' ? nameText(property(column, 'name'), span) : undefined
}

/** The definition, as it stands in CREATE TABLE and behind ADD; undefined when the name is not known. */
export function columnSql(table: TablePath, column: Value | undefined, span: Span): MappedText | undefined {
  const name = columnName(column, span)
  if (!name) return undefined
  const expression =
    textOf(property(column, 'generatedType')) === 'STORED' && filledIn(column, 'asExpression', span)
  const charset = filledIn(column, 'charset', span)
  const collation = filledIn(column, 'collation', span)
  return write(
    span,
    quoted(name, span),
    ...typeWords(table, column, span),
    ...(expression ? [' GENERATED ALWAYS AS (', expression, ') STORED'] : []),
    ...(charset ? [' CHARACTER SET ', quoted(charset, span)] : []),
    ...(collation ? [' COLLATE ', quoted(collation, span)] : []),
    ...(booleanOf(property(column, 'isNullable')) ? [] : [' NOT NULL']),
    ...defaultWords(column, span),
  )
}

function typeWords(table: TablePath, column: Value | undefined, span: Span): Words {
  const generated = booleanOf(property(column, 'isGenerated'))
  const strategy = textOf(property(column, 'generationStrategy'))
  const type = textOf(property(column, 'type')) ?? ''
  const words: (string | MappedText)[] = []
  if (generated && strategy === 'identity') {
    const kind = textIn(column, 'generatedIdentity', span) ?? 'BY DEFAULT'
    words.push(' ', textIn(column, 'type', span) ?? '', ' GENERATED ', kind, ' AS IDENTITY')
  } else if (generated && strategy !== 'uuid') {
    words.push(Object.hasOwn(SERIALS, type) ? (SERIALS[type] ?? '') : '')
  }
  if (isEnum(column)) {
    words.push(' ', enumName(table, column, span), booleanOf(property(column, 'isArray')) ? ' array' : '')
  } else if (!generated || type === 'uuid') words.push(' ', fullType(column, span))
  return words
}

/** `default` is SQL as it stands; a generated uuid has the function of the uuid-ossp extension. */
function defaultWords(column: Value | undefined, span: Span): Words {
  const given = textIn(column, 'default', span)
  const isUuid =
    booleanOf(property(column, 'isGenerated')) && textOf(property(column, 'generationStrategy')) === 'uuid'
  return [...(given ? [' DEFAULT ', given] : []), ...(isUuid && !given ? [` DEFAULT ${UUID_GENERATOR}`] : [])]
}

/** What generates a uuid unless the data source says `pgcrypto`. */
export const UUID_GENERATOR = 'uuid_generate_v4()'

/** The type with its arguments, as `createFullType` of the driver gives it. */
export function fullType(column: Value | undefined, span: Span): MappedText {
  const type = textIn(column, 'type', span) ?? ''
  const array = booleanOf(property(column, 'isArray')) ? ' array' : ''
  const plain = typeof type === 'string' ? type : type.text
  const time = Object.hasOwn(TIMES, plain) ? TIMES[plain] : undefined
  const precision = textIn(column, 'precision', span)
  if (time) return write(span, time[0], ...inBrackets([precision]), time[1], array)
  if (plain === 'geometry' || plain === 'geography') {
    const feature = textIn(column, 'spatialFeatureType', span)
    return write(span, type, ...inBrackets([feature, feature && textIn(column, 'srid', span)]), array)
  }
  const length = filledIn(column, 'length', span)
  if (length) return write(span, type, '(', length, ')', array)
  if (plain === 'vector' || plain === 'halfvec') return write(span, type, array)
  return write(span, type, ...inBrackets([precision, precision && textIn(column, 'scale', span)]), array)
}

function inBrackets(texts: readonly (MappedText | undefined)[]): Words {
  const given = texts.filter(text => text !== undefined)
  return given.length === 0 ? [] : ['(', ...given.flatMap((text, i) => (i === 0 ? [text] : [',', text])), ')']
}

/** TypeORM names an enum after its table and column, `"orders_status_enum"`, unless it has a name. */
export function enumName(
  table: TablePath,
  column: Value | undefined,
  span: Span,
  { schema = true, suffix = '' }: { readonly schema?: boolean; readonly suffix?: string } = {},
): MappedText {
  const name = columnName(column, span)
  const lower = name && (name.text === name.text.toLowerCase() ? name : name.text.toLowerCase())
  const own = textIn(column, 'enumName', span) ?? write(span, table.name, '_', lower ?? '', '_enum')
  const parts = [
    ...(schema && table.schema ? [table.schema] : []),
    ...splitMapped(write(span, own, suffix), '.'),
  ]
  return joined(
    span,
    parts.map(part => quoted(part, span)),
    '.',
  )
}

/** The values of an enum as literals; undefined when they are not known. */
export function enumValues(column: Value | undefined, span: Span): MappedText | undefined {
  const values = listOf(property(column, 'enum'))?.map(each => nameText(each, span))
  if (!values?.every(value => value !== undefined)) return undefined
  return joined(
    span,
    values.map(value => quoteLiteral(value, span)),
  )
}
