/** Names and expressions of Drizzle as SQL. */
import type { NamedEntity, SqlEntity } from './entities.ts'

/** How names that are keys of TypeScript are written in the database. */
export type Casing = 'snake_case' | 'camelCase'

/** What the printing of a schema needs to know. */
export interface Words {
  /** The name of a column in the database. */
  nameOf(column: NamedEntity): string
  /** A name that Drizzle has made of the names of columns. */
  madeName(name: string, columns: readonly NamedEntity[]): string
  /** An expression; values stand in it as constants. */
  sql(entity: SqlEntity, columns?: 'with table'): string
}

/** The words of a project. */
export function wordsOf(casing: Casing | undefined): Words {
  const nameOf = ({ name, keyAsName }: NamedEntity): string => (keyAsName ? cased(name, casing) : name)
  return {
    nameOf,
    madeName: (name, columns) =>
      columns.reduce((made, column) => made.replace(column.name, nameOf(column)), name),
    sql: (entity, columns) =>
      entity.toQuery({
        casing: { getColumnCasing: nameOf },
        escapeName: quoted,
        escapeString: constant,
        escapeParam: () => '?',
        inlineParams: true,
        invokeSource: columns === 'with table' ? undefined : 'indexes',
      }).sql,
  }
}

/** A name in quotes. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A name with its schema. */
export function qualifiedName({
  schema,
  name,
}: {
  readonly schema?: string | undefined
  readonly name: string
}): string {
  return schema === undefined ? quoted(name) : `${quoted(schema)}.${quoted(name)}`
}

/** A text as a constant. */
export function constant(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** Names in parentheses. */
export function nameList(names: readonly string[]): string {
  return `(${names.map(quoted).join(', ')})`
}

/** The words of a key, as Drizzle finds them: `orderId2` is `order_id2`, `userID` is `user_id`. */
function cased(key: string, casing: Casing | undefined): string {
  if (casing === undefined) return key
  const words = key.replace(/['\u2019]/gu, '').match(/[\da-z]+|[A-Z]+(?![a-z])|[A-Z][\da-z]+/gu) ?? []
  const lower = words.map(word => word.toLowerCase())
  if (casing === 'snake_case') return lower.join('_')
  return lower.map((word, i) => (i === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('')
}
