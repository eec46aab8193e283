/** `column(name, type, options)`: a column for `op.createTable` and `op.addColumn`. */
import { MADE, type Made, madeKind } from './made.ts'
import type { FinalName } from './keys.ts'
import type { Sql } from './sql.ts'
import type { ColumnType } from './types.ts'

/** A value that a column gets when an INSERT gives none: a constant, or an expression as SQL. */
export type DefaultValue = string | number | boolean | bigint | null | Sql

/** What happens to the referencing rows; the default is NO ACTION, which refuses at the end of the statement. */
export type Action =
  | 'cascade'
  | 'restrict'
  | 'set null'
  | 'set default'
  | 'no action'
  | 'CASCADE'
  | 'RESTRICT'
  | 'SET NULL'
  | 'SET DEFAULT'
  | 'NO ACTION'

/** What the foreign key of one column points at. */
export interface Reference {
  readonly table: string
  /** Absent: the primary key. */
  readonly column?: string
  /** Name of the constraint. */
  readonly name?: string
  readonly onDelete?: Action
  readonly onUpdate?: Action
}

/** `GENERATED … AS IDENTITY`: https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARMS-GENERATED-IDENTITY */
export interface IdentityOptions {
  /** ALWAYS: an INSERT may not give a value of its own. Absent: BY DEFAULT. */
  readonly always?: boolean
  /** The first number. */
  readonly start?: number
  readonly increment?: number
  readonly minValue?: number
  readonly maxValue?: number
  readonly cache?: number
  readonly cycle?: boolean
}

/** What a column may be besides its name and type. */
export interface ColumnOptions {
  /** `false` is NOT NULL. */
  readonly nullable?: boolean
  /** A constant of JavaScript, or `` sql`now()` `` for an expression. */
  readonly default?: DefaultValue
  /** Alembic's name for `default`. */
  readonly serverDefault?: DefaultValue
  /** The expression that the column is computed from: https://www.postgresql.org/docs/current/ddl-generated-columns.html */
  readonly generated?: Sql | string
  /** Alembic's name for `generated`. */
  readonly computed?: Sql | string
  /** Of a generated column: `false` computes it when it is read (PostgreSQL 18, SQLite). */
  readonly stored?: boolean
  /** `true` is GENERATED ALWAYS AS IDENTITY. */
  readonly identity?: boolean | IdentityOptions | null
  readonly collation?: string
  readonly primaryKey?: boolean
  /** Together with `index` it is the index that is unique. */
  readonly unique?: boolean
  /** Makes an index named `ix_<table>_<column>`. */
  readonly index?: boolean
  /** `'users.id'`, or an object with actions. */
  readonly references?: string | Reference
  /** A condition, or one with a name. */
  readonly check?: Sql | string | { readonly name?: string | FinalName; readonly condition: Sql | string }
  /** PostgreSQL only: https://www.postgresql.org/docs/current/sql-comment.html */
  readonly comment?: string
}

/** A column that is to be made. */
export interface Column extends Made<'column'> {
  readonly name: string
  readonly type: ColumnType | Sql | string
  readonly options: ColumnOptions
}

const OPTIONS = {
  nullable: true,
  default: true,
  serverDefault: true,
  generated: true,
  computed: true,
  stored: true,
  identity: true,
  collation: true,
  primaryKey: true,
  unique: true,
  index: true,
  references: true,
  check: true,
  comment: true,
} as const satisfies Readonly<Record<keyof ColumnOptions, true>>

/** A column: its name, its type (made by `t`, or as SQL), and what else it is. */
export function column(name: string, type: ColumnType | Sql | string, options: ColumnOptions = {}): Column {
  if (typeof name !== 'string' || name === '') {
    throw new TypeError("column: the name is missing. Write column('phone', t.varchar(20)).")
  }
  if (typeof type !== 'string' && madeKind(type) !== 'type' && madeKind(type) !== 'sql') {
    throw new TypeError(`column: the type of ${name} is missing. Write column('${name}', t.text()).`)
  }
  const strange = Object.keys(options).find(option => !Object.hasOwn(OPTIONS, option))
  if (strange !== undefined) {
    const known = Object.keys(OPTIONS).join(', ')
    throw new TypeError(
      `column: ${name} has an option ${strange}, which there is not. The options are: ${known}.`,
    )
  }
  checkDefault(name, options.default ?? options.serverDefault)
  return { [MADE]: 'column', name, type, options }
}

function checkDefault(name: string, value: unknown): void {
  if (
    typeof value === 'function' ||
    (typeof value === 'object' && value !== null && madeKind(value) !== 'sql')
  ) {
    const what = typeof value === 'function' ? 'a function' : 'an object'
    throw new TypeError(`column: the default of ${name} is ${what}. Write a constant, or SQL: sql\`now()\`.`)
  }
}
