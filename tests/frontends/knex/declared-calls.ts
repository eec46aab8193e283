/** A call for every method that Knex declares: https://knexjs.org/guide/ */

import { QUERIES } from './declared-queries.ts'

/** The methods of an interface, and a migration around a call of one of them. */
export interface Declared {
  readonly interface: string
  readonly around: (call: string) => string
  /** What a method is called with, if not with nothing. */
  readonly calls: Readonly<Record<string, string>>
  /** Methods of which the migration says nothing that is to be read, and why. */
  readonly unread: Readonly<Record<string, string>>
}

const RUNNER = 'It tells the runner how to send, not what.'
const HOOK = 'It is for hooks of the application.'
const STREAM = 'It hands on rows, of which nothing is known.'
const PRINTS = 'It gives the SQL and sends nothing.'
const MYSQL = 'It is for MySQL alone.'

const CHAIN: Readonly<Record<string, string>> = {
  asCallback: RUNNER,
  connection: RUNNER,
  debug: RUNNER,
  generateDdlCommands: PRINTS,
  options: RUNNER,
  pipe: STREAM,
  queryContext: HOOK,
  stream: STREAM,
  toQuery: PRINTS,
  toSQL: PRINTS,
  toString: PRINTS,
  transacting: RUNNER,
}

const schema: Declared = {
  interface: 'SchemaBuilder',
  around: call => `knex.schema.${call}`,
  calls: {
    alterTable: `('orders', t => { t.text('note') })`,
    alterView: `('totals', v => { v.column('a').rename('b') })`,
    createMaterializedView: `('totals', v => { v.as(knex('orders')) })`,
    createSchema: `('shop')`,
    createSchemaIfNotExists: `('shop')`,
    createTable: `('orders', t => { t.text('note') })`,
    createTableIfNotExists: `('orders', t => { t.text('note') })`,
    createTableLike: `('copies', 'orders', t => { t.text('note') })`,
    createView: `('totals', v => { v.as(knex('orders')) })`,
    createViewOrReplace: `('totals', v => { v.as(knex('orders')) })`,
    dropMaterializedView: `('totals')`,
    dropMaterializedViewIfExists: `('totals')`,
    dropSchema: `('shop', true)`,
    dropSchemaIfExists: `('shop', true)`,
    dropTable: `('orders')`,
    dropTableIfExists: `('orders')`,
    dropView: `('totals')`,
    dropViewIfExists: `('totals')`,
    hasColumn: `('orders', 'note')`,
    hasTable: `('orders')`,
    raw: `('ALTER TABLE orders ADD note text')`,
    refreshMaterializedView: `('totals', true)`,
    renameTable: `('orders', 'purchases')`,
    renameView: `('totals', 'sums')`,
    table: `('orders', t => { t.text('note') })`,
    view: `('totals', v => { v.column('a').defaultTo('b') })`,
    withSchema: `('shop').dropTable('orders')`,
  },
  unread: CHAIN,
}

const COLUMN_TYPES = {
  bigIncrements: `('id')`,
  bigInteger: `('number')`,
  bigint: `('number')`,
  binary: `('data', 10)`,
  boolean: `('paid')`,
  date: `('placed_on')`,
  dateTime: `('placed_at', { useTz: false })`,
  datetime: `('placed_at', { precision: 3 })`,
  decimal: `('total', 10, 2)`,
  double: `('total')`,
  enu: `('status', ['open', 'paid'])`,
  enum: `('status', ['open', 'paid'], { useNative: true, enumName: 'order_status' })`,
  float: `('total', 8, 2)`,
  geography: `('area')`,
  geometry: `('area')`,
  increments: `('id', { primaryKey: false })`,
  integer: `('number')`,
  json: `('data')`,
  jsonb: `('data')`,
  mediumint: `('number')`,
  point: `('place')`,
  smallint: `('number')`,
  specificType: `('tags', 'text[]')`,
  string: `('name', 20)`,
  text: `('note')`,
  time: `('opens', { precision: 2 })`,
  timestamp: `('placed_at', { useTz: false, precision: 3 })`,
  timestamps: `(true, true)`,
  tinyint: `('number')`,
  uuid: `('token')`,
}

const KEYS = {
  check: `('?? > ??', ['total', 'tax'])`,
  comment: `("the shop's")`,
  dropChecks: `(['orders_1', 'orders_2'])`,
  dropColumn: `('note')`,
  dropColumns: `('note', 'remark')`,
  dropForeign: `('customer_id')`,
  dropForeignIfExists: `('customer_id')`,
  dropIndex: `('number')`,
  dropNullable: `('number')`,
  dropPrimary: `('orders_key')`,
  dropPrimaryIfExists: `()`,
  dropTimestamps: `()`,
  dropUnique: `(['number', 'total'])`,
  dropUniqueIfExists: `(['number'])`,
  foreign: `('customer_id').references('customers.id').onDelete('cascade')`,
  index: `(['number', 'total'], 'orders_index', { indexType: 'unique', predicate: knex.whereNotNull('number') })`,
  primary: `(['number', 'total'], { constraintName: 'orders_key', deferrable: 'deferred' })`,
  renameColumn: `('note', 'remark')`,
  setNullable: `('number')`,
  unique: `(['number', 'total'], { indexName: 'orders_unique', deferrable: 'immediate', useConstraint: true })`,
}

/** Methods that only a table builder for ALTER TABLE has. */
const ALTERING = [
  'dropChecks',
  'dropColumn',
  'dropColumns',
  'dropNullable',
  'dropTimestamps',
  'renameColumn',
  'setNullable',
]

const createTable: Declared = {
  interface: 'CreateTableBuilder',
  around: call => `knex.schema.createTable('orders', t => { t.integer('number'); t.${call} })`,
  calls: { ...COLUMN_TYPES, ...KEYS, inherits: `('purchases')` },
  unread: {
    queryContext: HOOK,
    engine: MYSQL,
    charset: MYSQL,
    collate: MYSQL,
    ...Object.fromEntries(ALTERING.map(name => [name, 'A table that is made has it not.'])),
  },
}

const alterTable: Declared = {
  interface: 'AlterTableBuilder',
  around: call => `knex.schema.alterTable('orders', t => { t.${call} })`,
  calls: { ...COLUMN_TYPES, ...KEYS },
  unread: { queryContext: HOOK },
}

const COLUMN = {
  checkBetween: `([1, 10], 'name_between')`,
  checkIn: `(['a', 'b'])`,
  checkLength: `('>', 3)`,
  checkNegative: `()`,
  checkNotIn: `(['a', 'b'])`,
  checkPositive: `()`,
  checkRegex: `('[a-z]')`,
  collate: `('de_DE')`,
  comment: `('shown')`,
  defaultTo: `('none')`,
  index: `('orders_name')`,
  notNullable: `()`,
  nullable: `()`,
  primary: `({ constraintName: 'orders_key' })`,
  references: `('id').inTable('customers')`,
  unique: `({ indexName: 'orders_unique' })`,
}

const column = (around: Declared['around'], unread: Declared['unread'] = {}): Declared => ({
  interface: 'ColumnBuilder',
  around,
  calls: { ...COLUMN, alter: `()` },
  unread: { queryContext: HOOK, after: MYSQL, first: MYSQL, unsigned: MYSQL, ...unread },
})

const createView: Declared = {
  interface: 'ViewBuilder',
  around: call => `knex.schema.createView('totals', v => { v.as(knex('orders').select('id')); v.${call} })`,
  calls: {
    as: `(knex('customers').select('id', 'name'))`,
    columns: `(['id', 'name'])`,
    checkOption: `()`,
    cascadedCheckOption: `()`,
    localCheckOption: `()`,
  },
  unread: { queryContext: HOOK },
}

const alterView: Declared = {
  interface: 'AlterColumnView',
  around: call => `knex.schema.alterView('totals', v => { v.column('id').${call} })`,
  calls: { rename: `('number')`, defaultTo: `(1)` },
  unread: Object.fromEntries(
    [...Object.keys(createView.calls), 'queryContext'].map(name => [name, 'A column of a view has it not.']),
  ),
}

const foreign = (name: string): Declared => ({
  interface: name,
  around: call => `knex.schema.alterTable('orders', t => { t.foreign('customer_id').${call} })`,
  calls: {
    references: `('id').inTable('customers').withKeyName('k').onUpdate('cascade').deferrable('deferred')`,
  },
  unread: {},
})

const functions: Declared = {
  interface: 'FunctionHelper',
  around: call => `knex('orders').update({ token: knex.fn.${call} })`,
  calls: { now: `(3)`, uuid: `()`, uuidToBin: `('a')`, binToUuid: `('a')` },
  unread: { uuidToBin: MYSQL, binToUuid: MYSQL },
}

const conflict: Declared = {
  interface: 'OnConflictQueryBuilder',
  around: call => `knex('orders').insert({ id: 1, note: 'a' }).onConflict('id').${call}`,
  calls: { ignore: `()`, merge: `(['note'])` },
  unread: {},
}

/** Everything that describes a schema or a query. */
export const DECLARED: readonly Declared[] = [
  schema,
  createTable,
  alterTable,
  column(call => `knex.schema.createTable('orders', t => { t.string('name').${call} })`, {
    alter: 'A column of a table that is made has it not.',
  }),
  column(call => `knex.schema.alterTable('orders', t => { t.string('name').${call} })`),
  createView,
  alterView,
  foreign('ForeignConstraintBuilder'),
  foreign('MultikeyForeignConstraintBuilder'),
  functions,
  conflict,
  QUERIES,
]
