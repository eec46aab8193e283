/** `TableColumn` options to columns, by the rules of TypeORM's PostgreSQL driver. */
import type { ColumnDefinition } from '../../model/column.ts'
import { canonicalTypeName, type DataType } from '../../model/data-type.ts'
import type { Expression } from '../../model/expression.ts'
import { flag, type QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { Span } from '../../source/span.ts'
import {
  booleanOf,
  hasProperty,
  nameOf,
  namesOf,
  numberOf,
  placeOf,
  property,
  splitName,
  textOf,
} from '../typescript/arguments.ts'
import { compact } from '../typescript/compact.ts'
import { fragment, readExpression } from '../typescript/sql-fragments.ts'
import { mappedOf } from '../typescript/value-tools.ts'
import type { Value } from '../typescript/values.ts'

/** A column of TypeORM, and what of it is not part of the column itself. */
export interface TableColumn {
  readonly definition: ColumnDefinition
  readonly isPrimary: boolean
  readonly isUnique: boolean
  readonly primaryKeyName?: string | undefined
  readonly comment?: string | undefined
  /** The enum that TypeORM makes before the column, when it does not exist yet. */
  readonly enum?: Extract<BareOperation, { readonly kind: 'createEnum' }> | undefined
  readonly at: Span
}

/** Reads `new TableColumn({…})`, or the bare options; undefined when its name or type is not known. */
export function readColumn(
  value: Value | undefined,
  table: QualifiedName,
  span: Span,
): TableColumn | undefined {
  const name = nameOf(property(value, 'name'))
  const at = placeOf(value) ?? span
  if (value?.kind !== 'object' || name === undefined) return undefined
  const type = readType(value, name, table)
  return {
    definition: compact<ColumnDefinition>({
      name,
      type,
      notNull: flag(!booleanOf(property(value, 'isNullable'))),
      default: readDefault(value, at),
      generated: readGenerated(value, at),
      identity: isIdentity(value)
        ? compact({ always: flag(textOf(property(value, 'generatedIdentity')) === 'ALWAYS') })
        : undefined,
      collation: textOf(property(value, 'collation')),
      constraints: [],
    }),
    isPrimary: booleanOf(property(value, 'isPrimary')),
    isUnique: booleanOf(property(value, 'isUnique')),
    primaryKeyName: textOf(property(value, 'primaryKeyConstraintName')),
    // An empty comment is none.
    comment: textOf(property(value, 'comment')) || undefined,
    enum: readEnum(value, name, table),
    at,
  }
}

/** TypeORM writes the comment of a column behind the statement that makes it. */
export function columnComment(table: QualifiedName, { definition }: TableColumn): BareOperation {
  const name = { name: definition.name }
  return { kind: 'objectDdl', verb: 'comment', objectType: 'column', name, table }
}

/** `isGenerated` columns of an integer type become serials, unless they ask for an identity. */
const SERIALS: ReadonlyMap<string, string> = new Map([
  ['integer', 'serial'],
  ['smallint', 'smallserial'],
  ['bigint', 'bigserial'],
])

const ENUMS: ReadonlySet<string> = new Set(['enum', 'simple-enum'])

function readType(value: Value, column: string, table: QualifiedName): DataType | undefined {
  const written = textOf(property(value, 'type'))
  if (written === undefined) return undefined
  const dimensions = booleanOf(property(value, 'isArray')) || written.endsWith('[]') ? 1 : 0
  if (ENUMS.has(written)) return { ...enumName(value, column, table), arguments: [], dimensions }
  const { name, own } = splitArguments(written.replace(/(?:\[\])+$/u, ''))
  const canonical = canonicalTypeName(name)
  const strategy = textOf(property(value, 'generationStrategy'))
  const generated =
    booleanOf(property(value, 'isGenerated')) && strategy !== 'uuid' && strategy !== 'identity'
  const serial = generated ? SERIALS.get(canonical) : undefined
  return { name: serial ?? canonical, arguments: serial ? [] : typeArguments(value, own), dimensions }
}

/** `varchar(255)` written as one text. */
function splitArguments(text: string): { readonly name: string; readonly own: readonly (number | string)[] } {
  const match = /^([^(]+)\(([^)]*)\)(.*)$/su.exec(text)
  if (!match) return { name: text.toLowerCase(), own: [] }
  const own = (match[2] ?? '')
    .split(',')
    .map(part => (/^\s*\d+\s*$/u.test(part) ? Number(part) : part.trim()))
  return { name: `${match[1] ?? ''}${match[3] ?? ''}`.trim().toLowerCase(), own }
}

function typeArguments(value: Value, own: readonly (number | string)[]): readonly (number | string)[] {
  const length = property(value, 'length')
  const precision = numberOf(property(value, 'precision'))
  const scale = numberOf(property(value, 'scale'))
  const text = textOf(length)
  if (text !== undefined && text !== '') return [numberOf(length) ?? text]
  const feature = textOf(property(value, 'spatialFeatureType'))
  const srid = numberOf(property(value, 'srid'))
  if (feature !== undefined) return srid === undefined ? [feature] : [feature, srid]
  if (precision !== undefined) return scale === undefined ? [precision] : [precision, scale]
  return own
}

/** TypeORM names an enum after its table and column: `orders_status_enum`. */
function enumName(value: Value, column: string, table: QualifiedName): QualifiedName {
  const given = textOf(property(value, 'enumName'))
  if (given !== undefined) return splitName(given)
  const schema = table.schema === undefined ? {} : { schema: table.schema }
  return { ...schema, name: `${table.name}_${column.toLowerCase()}_enum` }
}

function readEnum(value: Value, column: string, table: QualifiedName): TableColumn['enum'] {
  const values = namesOf(property(value, 'enum'))
  if (!ENUMS.has(textOf(property(value, 'type')) ?? '') || !values) return undefined
  return { kind: 'createEnum', type: enumName(value, column, table), values }
}

function isIdentity(value: Value): boolean {
  return (
    booleanOf(property(value, 'isGenerated')) && textOf(property(value, 'generationStrategy')) === 'identity'
  )
}

/** `default` is SQL as it stands; a generated uuid has the function of the uuid-ossp extension. */
function readDefault(value: Value, span: Span): Expression | undefined {
  const given = property(value, 'default')
  if (given) return readSqlValue(given, span)
  const isUuid = textOf(property(value, 'generationStrategy')) === 'uuid'
  return isUuid && booleanOf(property(value, 'isGenerated'))
    ? readExpression(fragment('uuid_generate_v4()', span), span)
    : undefined
}

/** What the driver prints into its SQL: texts as they are, other values as JavaScript spells them. */
export function readSqlValue(value: Value | undefined, span: Span): Expression | undefined {
  if (value?.kind === 'string') return readExpression(mappedOf(value), span)
  if (value?.kind === 'primitive') return readExpression(fragment(String(value.value), span), span)
  if (value?.kind === 'unknown') {
    return { sql: `\${${value.source ?? '…'}}`, functions: [], columns: [], provesNotNull: [] }
  }
  return undefined
}

function readGenerated(value: Value, span: Span): ColumnDefinition['generated'] {
  if (textOf(property(value, 'generatedType')) !== 'STORED' || !hasProperty(value, 'asExpression'))
    return undefined
  const expression = readSqlValue(property(value, 'asExpression'), span)
  return expression && { expression, stored: true }
}
