/** Names of tables and columns as TypeORM's PostgreSQL driver writes them: in quotes, and nothing in them escaped. */
import { showHoles, holesOf, type MappedText } from '../../source/mapped-text.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { Span } from '../../source/span.ts'
import { hasProperty, listOf, nameOf, property } from '../typescript/arguments.ts'
import { mappedOf, toStringValue } from '../typescript/value-tools.ts'
import type { Value } from '../typescript/values.ts'
import { joined, splitMapped, write } from '../typescript/written-sql.ts'

/** A table that a call names. */
export interface TablePath {
  readonly schema?: MappedText | undefined
  readonly name: MappedText
  /** As it is written into SQL. */
  readonly sql: MappedText
  /** As operations name it. */
  readonly plain: QualifiedName
}

/** A name that may be known only at run time; undefined when there is none. */
export function nameText(value: Value | undefined, span: Span): MappedText | undefined {
  return value === undefined || nameOf(value) === undefined
    ? undefined
    : mappedOf(toStringValue(value, span, 'name'))
}

/** The name of something given as a text or as an object; what a query found has none that is known. */
export function ownName(value: Value | undefined, span: Span): MappedText | undefined {
  const name = value?.kind === 'object' ? property(value, 'name') : value
  return name?.kind === 'unknown' && name.reason === 'query result' ? undefined : nameText(name, span)
}

/** The text of a property, as a template would print it; undefined when it is absent or null. */
export function textIn(value: Value | undefined, name: string, span: Span): MappedText | undefined {
  const found = property(value, name)
  return found && mappedOf(toStringValue(found, span, name))
}

/** The same for properties that count only when they are not empty. */
export function filledIn(value: Value | undefined, name: string, span: Span): MappedText | undefined {
  const text = textIn(value, name, span)
  return text?.text === '' ? undefined : text
}

/** A name in quotes. */
export function quoted(name: string | MappedText, span: Span): MappedText {
  return write(span, '"', name, '"')
}

/** `billing.orders`, as a text or as the name of a `Table` or `View`, whose own schema comes first. */
export function tablePath(value: Value | undefined, span: Span): TablePath | undefined {
  const isObject = value?.kind === 'object'
  const text = nameText(isObject ? property(value, 'name') : value, span)
  if (!text) return undefined
  return pathOf(text, hasProperty(value, 'schema') ? filledIn(value, 'schema', span) : undefined, span)
}

/** The table that a foreign key references. */
export function referencedTable(
  value: Value,
  schema: MappedText | undefined,
  span: Span,
): TablePath | undefined {
  const text = nameText(property(value, 'referencedTableName'), span)
  return text && pathOf(text, filledIn(value, 'referencedSchema', span) ?? schema, span)
}

function pathOf(text: MappedText, given: MappedText | undefined, span: Span): TablePath {
  const parts = splitMapped(text, '.')
  const [first, second] = parts
  const name = second ?? first ?? text
  const schema = given ?? (second && first)
  const sql = schema ? write(span, quoted(schema, span), '.', quoted(name, span)) : quoted(name, span)
  return {
    schema,
    name,
    sql,
    plain: schema ? { schema: shown(schema), name: shown(name) } : { name: shown(name) },
  }
}

/** A text with its placeholders as the user wrote them. */
export function shown(text: MappedText): string {
  return showHoles(text.text, holesOf(text))
}

/** `"a", "b"`; undefined when one of them is not known to be a name. */
export function columnList(value: Value | undefined, span: Span, separator = ', '): MappedText | undefined {
  const names = listOf(value)?.map(each => nameText(each, span))
  if (!names?.every(name => name !== undefined)) return undefined
  return joined(
    span,
    names.map(name => quoted(name, span)),
    separator,
  )
}
