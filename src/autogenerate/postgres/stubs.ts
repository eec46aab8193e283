/** Copies of tables that foreign keys of a target point at and that it does not make, without rows. */
import type { Connection } from '../../database/connection.ts'
import { identifier, identifiers, qualified } from '../../dialects/postgres/identifiers.ts'
import type { ForeignKeyTarget } from '../../model/constraint.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'

/** A table that is there, and how as much of it is made as foreign keys ask for. */
export interface Stub {
  readonly table: { readonly schema: string; readonly name: string }
  /** Columns and keys, as they stand in CREATE TABLE. */
  readonly elements: readonly string[]
}

/** A foreign key on the table itself would keep its writers waiting, and ask for more rights than reading does. */
export async function stubsFor(
  wanted: readonly BareOperation[],
  connection: Connection,
  path: readonly string[],
): Promise<readonly Stub[]> {
  const keyOf = ({ schema = path[0] ?? 'public', name }: QualifiedName) => qualified({ schema, name })
  const made = new Set(wanted.flatMap(each => (each.kind === 'createTable' ? [keyOf(each.table)] : [])))
  const targets = new Map<string, ForeignKeyTarget[]>()
  for (const operation of wanted) {
    if (operation.kind !== 'addConstraint' || operation.constraint.kind !== 'foreignKey') continue
    const { references } = operation.constraint
    const key = keyOf(references.table)
    if (!made.has(key)) targets.set(key, [...(targets.get(key) ?? []), references])
  }
  const stubs: Stub[] = []
  for (const [first, ...more] of targets.values()) {
    if (first) stubs.push(...(await stubOf(first.table, [first, ...more], connection, path)))
  }
  return stubs
}

interface Column {
  readonly schema: string
  readonly name: string
  readonly type: string
  /** Its place in the primary key. */
  readonly place: number | null
}

/** The columns of a table: those of the first schema of the path that has it. */
const COLUMNS = `
  SELECT n.nspname::text AS schema, a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS type,
    array_position(i.indkey::int2[], a.attnum) AS place
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN unnest($1::text[]) WITH ORDINALITY AS path(schema, at) ON path.schema = n.nspname
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
  WHERE c.relname = $2 AND c.relkind IN ('r', 'p')
  ORDER BY path.at, place`

async function stubOf(
  { schema, name }: QualifiedName,
  references: readonly ForeignKeyTarget[],
  connection: Connection,
  path: readonly string[],
): Promise<readonly Stub[]> {
  const { rows } = await connection.query(COLUMNS, [schema === undefined ? path : [schema], name])
  const all = rows as unknown as readonly Column[]
  const [first] = all
  if (!first) return []
  const columns = all.filter(each => each.schema === first.schema)
  const key = columns.filter(({ place }) => place !== null).map(each => each.name)
  const uniques = new Set(
    references.filter(each => each.columns.length > 0).map(each => identifiers(each.columns)),
  )
  return [
    {
      table: { schema: first.schema, name },
      elements: [
        ...columns.map(each => `${identifier(each.name)} ${each.type}`),
        ...(key.length > 0 ? [`PRIMARY KEY (${identifiers(key)})`] : []),
        ...[...uniques].filter(each => each !== identifiers(key)).map(each => `UNIQUE (${each})`),
      ],
    },
  ]
}
