/** Drizzle's objects for SQLite as the SQL that makes them, in Drizzle's own words: SQLite keeps them as they are written. */
import {
  isSql,
  type ColumnEntity,
  type ForeignKeyEntity,
  type IndexEntity,
  type TableConfig,
} from './entities.ts'
import { sqliteDefault } from './defaults.ts'
import type { DrizzleCore } from './load-core.ts'
import { actions, createView, generatedText, type DrizzleObjects } from './postgres-script.ts'
import { nameList, quoted, type Words } from './words.ts'

/** The statements, in order. */
export function sqliteStatements(
  objects: DrizzleObjects,
  core: DrizzleCore,
  words: Words,
): readonly string[] {
  const tables = objects.tables.map(table => core.tableConfig(table))
  return [
    ...tables.map(table => createTable(table, core, words)),
    ...tables.flatMap(table => [
      ...table.columns.flatMap(column =>
        column.isUnique ? [uniqueIndex(column.uniqueName ?? '', table, [words.nameOf(column)])] : [],
      ),
      ...table.uniqueConstraints.map(each =>
        uniqueIndex(each.getName() ?? '', table, each.columns.map(words.nameOf)),
      ),
      ...table.indexes.map(index => createIndex(index, table, words)),
    ]),
    ...objects.views.flatMap(view => createView('VIEW', core.viewConfig(view), words)),
  ]
}

function createTable(table: TableConfig, core: DrizzleCore, words: Words): string {
  const elements = [
    ...table.columns.map(column => columnText(column, words)),
    ...table.primaryKeys.map(({ columns }) => `PRIMARY KEY ${nameList(columns.map(words.nameOf))}`),
    ...table.foreignKeys.map(key => foreignKey(key, core, words)),
    ...table.checks.map(
      ({ name, value }) => `CONSTRAINT ${quoted(name)} CHECK (${words.sql(value, 'with table')})`,
    ),
  ]
  return `CREATE TABLE ${quoted(table.name)} (${elements.join(', ')})`
}

function columnText(column: ColumnEntity, words: Words): string {
  const { generated } = column
  const value = sqliteDefault(column, words)
  return [
    quoted(words.nameOf(column)),
    column.getSQLType(),
    ...(column.primary ? ['PRIMARY KEY'] : []),
    ...(column.autoIncrement ? ['AUTOINCREMENT'] : []),
    ...(value === undefined ? [] : [`DEFAULT ${value}`]),
    ...(column.notNull ? ['NOT NULL'] : []),
    ...(generated
      ? [
          `GENERATED ALWAYS AS (${generatedText(generated.as, words)}) ${(generated.mode ?? 'virtual').toUpperCase()}`,
        ]
      : []),
  ].join(' ')
}

function foreignKey(key: ForeignKeyEntity, core: DrizzleCore, words: Words): string {
  const { columns, foreignTable, foreignColumns } = key.reference()
  return [
    `FOREIGN KEY ${nameList(columns.map(words.nameOf))}`,
    `REFERENCES ${quoted(core.tableConfig(foreignTable).name)} ${nameList(foreignColumns.map(words.nameOf))}`,
    ...actions(key),
  ].join(' ')
}

/** Drizzle makes indexes of what is unique. */
function uniqueIndex(name: string, table: TableConfig, columns: readonly string[]): string {
  return `CREATE UNIQUE INDEX ${quoted(name)} ON ${quoted(table.name)} ${nameList(columns)}`
}

function createIndex({ config }: IndexEntity, table: TableConfig, words: Words): string {
  const { name = '', columns, unique, where } = config
  const keys = columns.map(each => (isSql(each) ? words.sql(each) : quoted(words.nameOf(each))))
  return [
    unique ? 'CREATE UNIQUE INDEX' : 'CREATE INDEX',
    `${quoted(name)} ON ${quoted(table.name)} (${keys.join(', ')})`,
    ...(where ? [`WHERE ${words.sql(where, 'with table')}`] : []),
  ].join(' ')
}
