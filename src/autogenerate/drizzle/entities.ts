/** What Drizzle's objects look like, told by the names that their classes bear: copies of the package understand each other so. */

/** https://github.com/drizzle-team/drizzle-orm/blob/main/drizzle-orm/src/entity.ts */
const ENTITY_KIND = Symbol.for('drizzle:entityKind')
const IS_ENUM = Symbol.for('drizzle:isPgEnum')

/** An expression: text, columns and values. */
export interface SqlEntity {
  toQuery(config: object): { readonly sql: string }
}

export interface EnumEntity {
  readonly enumName: string
  readonly enumValues: readonly string[]
  readonly schema?: string | undefined
}

export interface SequenceOptions {
  readonly startWith?: number | string | undefined
  readonly increment?: number | string | undefined
  readonly minValue?: number | string | undefined
  readonly maxValue?: number | string | undefined
  readonly cache?: number | string | undefined
  readonly cycle?: boolean | undefined
}

export interface SequenceEntity {
  readonly seqName: string
  readonly seqOptions?: SequenceOptions | undefined
  readonly schema?: string | undefined
}

/** A name, which the casing of the project may still change. */
export interface NamedEntity {
  readonly name: string
  /** The name is the key of the column in TypeScript. */
  readonly keyAsName?: boolean | undefined
}

export interface ColumnEntity extends NamedEntity {
  readonly notNull: boolean
  readonly primary: boolean
  readonly isUnique: boolean
  readonly uniqueName?: string | undefined
  readonly uniqueType?: string | undefined
  readonly default?: unknown
  readonly generated?: { readonly as: unknown; readonly mode?: string | undefined } | undefined
  readonly generatedIdentity?:
    | {
        readonly type: 'always' | 'byDefault'
        readonly sequenceName?: string | undefined
        readonly sequenceOptions?: SequenceOptions | undefined
      }
    | undefined
  readonly enum?: EnumEntity | undefined
  /** Of an array. */
  readonly baseColumn?: ColumnEntity | undefined
  /** Of SQLite. */
  readonly autoIncrement?: boolean | undefined
  getSQLType(): string
}

/** A column of an index of PostgreSQL. */
export interface IndexedColumnEntity extends NamedEntity {
  readonly indexConfig?:
    | {
        readonly order?: 'asc' | 'desc' | undefined
        readonly nulls?: 'first' | 'last' | undefined
        readonly opClass?: string | undefined
      }
    | undefined
}

export interface IndexEntity {
  readonly config: {
    readonly name?: string | undefined
    readonly columns: readonly (IndexedColumnEntity | SqlEntity)[]
    readonly unique?: boolean | undefined
    readonly where?: SqlEntity | undefined
    readonly method?: string | undefined
    readonly with?: Readonly<Record<string, unknown>> | undefined
  }
}

interface KeyEntity {
  readonly columns: readonly NamedEntity[]
  getName(): string | undefined
}

export interface UniqueEntity extends KeyEntity {
  readonly nullsNotDistinct?: boolean | undefined
}

export interface ForeignKeyEntity {
  readonly onDelete?: string | undefined
  readonly onUpdate?: string | undefined
  reference(): {
    readonly columns: readonly NamedEntity[]
    readonly foreignTable: object
    readonly foreignColumns: readonly NamedEntity[]
  }
  getName(): string
}

/** What `getTableConfig` gives. */
export interface TableConfig {
  readonly name: string
  readonly schema?: string | undefined
  readonly columns: readonly ColumnEntity[]
  readonly indexes: readonly IndexEntity[]
  readonly foreignKeys: readonly ForeignKeyEntity[]
  readonly checks: readonly { readonly name: string; readonly value: SqlEntity }[]
  readonly primaryKeys: readonly KeyEntity[]
  readonly uniqueConstraints: readonly UniqueEntity[]
  readonly policies?: readonly { readonly name: string }[] | undefined
  readonly enableRLS?: boolean | undefined
}

/** What `getViewConfig` gives. */
export interface ViewConfig {
  readonly name: string
  readonly schema?: string | undefined
  /** Absent for a view that is made elsewhere. */
  readonly query?: SqlEntity | undefined
  readonly isExisting?: boolean | undefined
  readonly withNoData?: boolean | undefined
}

/** The names of the classes of an object, its own first: `PgTable`, `Table`. */
export function kindsOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  const kinds: string[] = []
  let type: unknown = (Object.getPrototypeOf(value) as { constructor?: unknown } | null)?.constructor
  while (typeof type === 'function' && ENTITY_KIND in type) {
    kinds.push(String(type[ENTITY_KIND]))
    type = Object.getPrototypeOf(type)
  }
  return kinds
}

/** Whether it is an expression. */
export function isSql(value: unknown): value is SqlEntity {
  return kindsOf(value).includes('SQL')
}

/** Whether it is an enum, which is a function that makes columns. */
export function isEnum(value: unknown): value is EnumEntity {
  return (typeof value === 'function' || typeof value === 'object') && value !== null && IS_ENUM in value
}
