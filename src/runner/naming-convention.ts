/** How constraints and indexes are called whose name the migration leaves out: `fk_{table}_{columns}_{referredTable}`. */
import { createHash } from 'node:crypto'
import { LONGEST_NAME } from '../model/names.ts'

/** What a name is made of. */
export interface NameParts {
  readonly table: string
  readonly columns: readonly string[]
  /** Of a foreign key. */
  readonly referredTable?: string | undefined
  readonly referredColumns?: readonly string[] | undefined
  /** The name that the migration gives, for `ck_{table}_{name}`. */
  readonly name?: string | undefined
}

/**
 * A text with `{table}`, `{column}` (the first), `{columns}` (all, with `_` between them), `{referredTable}`,
 * `{referredColumns}` and `{name}`, Alembic's `%(table_name)s` and its like, or a function.
 */
export type NameTemplate = string | ((parts: NameParts) => string | undefined)

/** A template for each kind; a kind without one has no convention. */
export interface NamingConvention {
  readonly ix?: NameTemplate | undefined
  readonly uq?: NameTemplate | undefined
  readonly ck?: NameTemplate | undefined
  readonly fk?: NameTemplate | undefined
  readonly pk?: NameTemplate | undefined
}

/** https://docs.sqlalchemy.org/en/20/core/constraints.html#configuring-a-naming-convention-for-a-metadata-collection */
const OF_ALEMBIC: Readonly<Record<string, string>> = {
  table_name: 'table',
  column_0_name: 'column',
  column_0_label: 'label',
  column_0_N_name: 'columns',
  column_0N_name: 'joined',
  referred_table_name: 'referredTable',
  referred_column_0_name: 'referredColumn',
  referred_column_0_N_name: 'referredColumns',
  constraint_name: 'name',
}

const PLACE = /\{(\w+)\}|%\((\w+)\)s/gu

/** The name; undefined where a part of it is not there. */
export function nameFrom(template: NameTemplate, parts: NameParts): string | undefined {
  if (typeof template === 'function') return shortened(template(parts))
  const { table, columns, referredTable, referredColumns = [], name } = parts
  const [column] = columns
  const places: Readonly<Record<string, string | undefined>> = {
    table,
    column,
    label: column === undefined ? undefined : `${table}_${column}`,
    columns: columns.join('_') || undefined,
    joined: columns.join('') || undefined,
    referredTable,
    referredColumn: referredColumns[0],
    referredColumns: referredColumns.join('_') || undefined,
    name,
  }
  let isWhole = true
  const text = template.replace(PLACE, (_, own?: string, alembic?: string) => {
    const value = places[own ?? OF_ALEMBIC[alembic ?? ''] ?? '']
    if (value === undefined) isWhole = false
    return value ?? ''
  })
  return isWhole ? shortened(text) : undefined
}

/** Whether a template asks for the name that the migration gives. */
export function asksForName(template: NameTemplate): boolean {
  return typeof template === 'string' && /\{name\}|%\(constraint_name\)s/u.test(template)
}

/** Too long a name is cut as SQLAlchemy does it, so that two of them stay two. */
function shortened(name: string | undefined): string | undefined {
  if (name === undefined || Buffer.byteLength(name) <= LONGEST_NAME) return name
  const hash = createHash('md5').update(name).digest('hex').slice(-4)
  let kept = name.slice(0, LONGEST_NAME - 8)
  while (Buffer.byteLength(kept) > LONGEST_NAME - 8) kept = kept.slice(0, -1)
  return `${kept}_${hash}`
}
