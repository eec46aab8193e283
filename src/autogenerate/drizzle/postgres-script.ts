/** Drizzle's objects for PostgreSQL as the SQL that makes them. */
import type {
  ColumnEntity,
  EnumEntity,
  ForeignKeyEntity,
  IndexedColumnEntity,
  IndexEntity,
  SequenceEntity,
  SequenceOptions,
  SqlEntity,
  TableConfig,
  ViewConfig,
} from './entities.ts'
import { isSql } from './entities.ts'
import { postgresDefault } from './defaults.ts'
import type { DrizzleCore } from './load-core.ts'
import { constant, nameList, qualifiedName, quoted, type Words } from './words.ts'

/** What a schema holds, by kind. */
export interface DrizzleObjects {
  readonly schemas: readonly string[]
  readonly enums: readonly EnumEntity[]
  readonly sequences: readonly SequenceEntity[]
  readonly tables: readonly object[]
  readonly views: readonly object[]
  readonly materializedViews: readonly object[]
}

/** The statements, in order. */
export function postgresScript(objects: DrizzleObjects, core: DrizzleCore, words: Words): readonly string[] {
  const tables = objects.tables.map(table => core.tableConfig(table))
  return [
    ...objects.schemas.map(name => `CREATE SCHEMA ${quoted(name)}`),
    ...objects.enums.map(createEnum),
    ...objects.sequences.map(createSequence),
    ...tables.map(table => createTable(table, words)),
    ...tables.flatMap(table => table.indexes.map(index => createIndex(index, table, words))),
    ...tables
      .filter(hasRowSecurity)
      .map(table => `ALTER TABLE ${qualifiedName(table)} ENABLE ROW LEVEL SECURITY`),
    ...tables.flatMap(table => table.foreignKeys.map(key => addForeignKey(key, table, core, words))),
    ...objects.views.flatMap(view => createView('VIEW', core.viewConfig(view), words)),
    ...objects.materializedViews.flatMap(view =>
      createView('MATERIALIZED VIEW', core.viewConfig(view), words),
    ),
  ]
}

function createEnum({ enumName: name, schema, enumValues }: EnumEntity): string {
  return `CREATE TYPE ${qualifiedName({ schema, name })} AS ENUM (${enumValues.map(constant).join(', ')})`
}

function createSequence({ seqName: name, schema, seqOptions }: SequenceEntity): string {
  return ['CREATE SEQUENCE', qualifiedName({ schema, name }), ...sequenceWords(seqOptions)].join(' ')
}

function sequenceWords(options: SequenceOptions = {}): readonly string[] {
  const { increment, minValue, maxValue, startWith, cache, cycle } = options
  const word = (name: string, value: number | string | undefined) =>
    value === undefined ? [] : [`${name} ${value}`]
  return [
    ...word('INCREMENT BY', increment),
    ...word('MINVALUE', minValue),
    ...word('MAXVALUE', maxValue),
    ...word('START WITH', startWith),
    ...word('CACHE', cache),
    ...(cycle ? ['CYCLE'] : []),
  ]
}

function createTable(table: TableConfig, words: Words): string {
  const keys = table.primaryKeys.map(
    key =>
      `CONSTRAINT ${quoted(words.madeName(key.getName() ?? '', key.columns))} PRIMARY KEY ${namesOf(key.columns, words)}`,
  )
  const uniques = table.uniqueConstraints.map(each =>
    unique(each.getName() ?? '', each.columns.map(words.nameOf), each.nullsNotDistinct),
  )
  const checks = table.checks.map(
    ({ name, value }) => `CONSTRAINT ${quoted(name)} CHECK (${words.sql(value)})`,
  )
  const elements = [
    ...table.columns.map(column => columnText(column, words)),
    ...table.columns
      .filter(({ isUnique }) => isUnique)
      .map(column =>
        unique(column.uniqueName ?? '', [words.nameOf(column)], column.uniqueType === 'not distinct'),
      ),
    ...keys,
    ...uniques,
    ...checks,
  ]
  return `CREATE TABLE ${qualifiedName(table)} (${elements.join(', ')})`
}

function namesOf(columns: Parameters<Words['madeName']>[1], words: Words): string {
  return nameList(columns.map(words.nameOf))
}

function unique(name: string, columns: readonly string[], nullsNotDistinct = false): string {
  return `CONSTRAINT ${quoted(name)} UNIQUE ${nullsNotDistinct ? 'NULLS NOT DISTINCT ' : ''}${nameList(columns)}`
}

function columnText(column: ColumnEntity, words: Words): string {
  const { generated, generatedIdentity: identity } = column
  const value = postgresDefault(column, words)
  return [
    quoted(words.nameOf(column)),
    typeText(column),
    ...(column.primary ? ['PRIMARY KEY'] : []),
    ...(value === undefined ? [] : [`DEFAULT ${value}`]),
    ...(generated ? [`GENERATED ALWAYS AS (${generatedText(generated.as, words)}) STORED`] : []),
    ...(column.notNull ? ['NOT NULL'] : []),
    ...(identity ? [identityText(identity)] : []),
  ].join(' ')
}

/** A type of the user stands in quotes, where Drizzle gives its plain name. */
function typeText(column: ColumnEntity): string {
  let base = column
  while (base.baseColumn) base = base.baseColumn
  const type = column.getSQLType()
  if (!base.enum) return type
  const { enumName: name, schema } = base.enum
  return qualifiedName({ schema, name }) + type.slice(name.length)
}

/** The expression of a generated column, given as SQL, as a text, or by a function. */
export function generatedText(as: unknown, words: Words): string {
  const value: unknown = typeof as === 'function' ? (as as () => unknown)() : as
  return isSql(value) ? words.sql(value) : String(value)
}

function identityText({
  type,
  sequenceName,
  sequenceOptions,
}: NonNullable<ColumnEntity['generatedIdentity']>): string {
  const named = sequenceName === undefined ? [] : [`SEQUENCE NAME ${quoted(sequenceName)}`]
  const options = [...named, ...sequenceWords(sequenceOptions)]
  const when = type === 'always' ? 'ALWAYS' : 'BY DEFAULT'
  return `GENERATED ${when} AS IDENTITY${options.length > 0 ? ` (${options.join(' ')})` : ''}`
}

function createIndex({ config }: IndexEntity, table: TableConfig, words: Words): string {
  const { columns, unique: isUnique, where, method = 'btree', with: parameters = {} } = config
  const made = `${table.name}_${columns.map(each => (isSql(each) ? '' : words.nameOf(each))).join('_')}_index`
  const storage = Object.entries(parameters).map(([name, value]) => `${name} = ${String(value)}`)
  return [
    isUnique ? 'CREATE UNIQUE INDEX' : 'CREATE INDEX',
    quoted(config.name ?? made),
    `ON ${qualifiedName(table)} USING ${method}`,
    `(${columns.map(each => keyText(each, words)).join(', ')})`,
    ...(storage.length > 0 ? [`WITH (${storage.join(', ')})`] : []),
    ...(where ? [`WHERE ${words.sql(where)}`] : []),
  ].join(' ')
}

/** Drizzle says where nulls come, unless that is where they come in ascending order anyway. */
function keyText(key: IndexedColumnEntity | SqlEntity, words: Words): string {
  if (isSql(key)) return words.sql(key)
  const { order = 'asc', nulls = order === 'asc' ? 'last' : 'first', opClass } = key.indexConfig ?? {}
  return [
    quoted(words.nameOf(key)),
    ...(opClass === undefined ? [] : [opClass]),
    ...(order === 'desc' ? ['DESC'] : []),
    ...(order === 'asc' && nulls === 'last' ? [] : [`NULLS ${nulls.toUpperCase()}`]),
  ].join(' ')
}

function addForeignKey(key: ForeignKeyEntity, table: TableConfig, core: DrizzleCore, words: Words): string {
  const { columns, foreignTable, foreignColumns } = key.reference()
  const name = words.madeName(key.getName(), [...columns, ...foreignColumns])
  return [
    `ALTER TABLE ${qualifiedName(table)} ADD CONSTRAINT ${quoted(name)}`,
    `FOREIGN KEY ${namesOf(columns, words)}`,
    `REFERENCES ${qualifiedName(core.tableConfig(foreignTable))} ${namesOf(foreignColumns, words)}`,
    ...actions(key),
  ].join(' ')
}

/** What happens to rows that refer to one that is changed or deleted. */
export function actions({ onDelete, onUpdate }: ForeignKeyEntity): readonly string[] {
  return [
    ...(onDelete === undefined ? [] : [`ON DELETE ${onDelete}`]),
    ...(onUpdate === undefined ? [] : [`ON UPDATE ${onUpdate}`]),
  ]
}

function hasRowSecurity({ enableRLS, policies = [] }: TableConfig): boolean {
  return enableRLS === true || policies.length > 0
}

/** A view that is made elsewhere is none of the schema. */
export function createView(what: string, view: ViewConfig, words: Words): readonly string[] {
  const { query, isExisting, withNoData } = view
  if (isExisting || !query) return []
  return [
    `CREATE ${what} ${qualifiedName(view)} AS ${words.sql(query, 'with table')}${withNoData ? ' WITH NO DATA' : ''}`,
  ]
}
