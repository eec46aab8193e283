/** A call with wrong arguments says what is wrong with them, and what to write. */
import { describe, expect, it } from 'vitest'
import { column, sql, t } from '../../../src/runner/authoring/index.ts'
import { CallError } from '../../../src/runner/op/errors.ts'
import { makeOp } from '../../../src/runner/op/make-op.ts'
import type { Op } from '../../../src/runner/op/op-types.ts'
import { collectingSink } from './collecting-sink.ts'

/** Any call with any arguments, as code in JavaScript may make it. */
type Loose = Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>

async function errorOf(run: (op: Loose, typed: Op) => unknown): Promise<string> {
  const sink = collectingSink()
  try {
    await makeOp(sink).run(op => run(op as unknown as Loose, op))
  } catch (error) {
    expect(error).toBeInstanceOf(CallError)
    expect(sink.seen).toEqual([])
    return (error as Error).message
  }
  throw new Error('nothing was wrong')
}

const WRONG: readonly (readonly [method: string, args: readonly unknown[], message: string])[] = [
  [
    'dropColumn',
    ['users'],
    "op.dropColumn: the column's name is missing. Write op.dropColumn('orders', 'phone').",
  ],
  [
    'dropColumn',
    ['users', 5],
    "op.dropColumn: the column's name is 5, not a text. Write op.dropColumn('orders', 'phone').",
  ],
  [
    'dropColumn',
    ['', 'a'],
    "op.dropColumn: the table is empty, not a text. Write op.dropColumn('orders', 'phone').",
  ],
  [
    'dropColumn',
    ['users', 'phone', { ifExist: true }],
    'op.dropColumn: there is no option ifExist. It has ifExists, cascade, dropEnum, schema.',
  ],
  [
    'dropColumn',
    ['users', 'phone', { ifExists: 'yes' }],
    "op.dropColumn: the option ifExists is 'yes', not true or false.",
  ],
  [
    'dropTable',
    ['users', true],
    'op.dropTable: the options are true, not an object. It has ifExists, cascade, dropEnum, schema.',
  ],
  [
    'dropTable',
    ['users', {}, 'cascade'],
    "op.dropTable: it takes 2 arguments, not 3. Write op.dropTable('orders').",
  ],
  [
    'addColumn',
    ['users', 'phone'],
    "op.addColumn: the column is 'phone', not a column(…). Write op.addColumn('orders', column('phone', t.varchar(20))).",
  ],
  [
    'createTable',
    ['users', [{ name: 'id' }]],
    'op.createTable: the list of columns is [{"name":"id"}], not a list of columns, each made by column(…). Write op.createTable(\'orders\', [column(\'id\', t.integer(), { primaryKey: true })]).',
  ],
  [
    'createTable',
    ['users', [], { foreignKeys: [{ columns: ['a'] }] }],
    "op.createTable: a part of what it is given is missing, or is not what it has to be. Write op.createTable('orders', [column('id', t.integer(), { primaryKey: true })]).",
  ],
  [
    'alterColumn',
    ['users', 'phone'],
    "op.alterColumn: the last argument is missing. Write op.alterColumn('orders', 'phone', { nullable: true }).",
  ],
  [
    'alterColumn',
    ['users', 'phone', { type: 5 }],
    'op.alterColumn: the option type is 5, not a type: t.text().',
  ],
  [
    'alterColumn',
    ['users', 'phone', { default: new Date(0) }],
    'op.alterColumn: the option default is "1970-01-01T00:00:00.000Z", not a constant, or SQL.',
  ],
  [
    'createIndex',
    ['ix', 'users', []],
    "op.createIndex: the list of keys is [], not a list of columns, desc(…) or SQL. Write op.createIndex('ix_orders_total', 'orders', ['total']).",
  ],
  [
    'createForeignKey',
    ['fk', 'orders', 'users', ['user_id']],
    "op.createForeignKey: the list of columns that the key points at is missing. Write op.createForeignKey('fk_orders_customer', 'orders', 'customers', ['customer_id'], ['id']).",
  ],
  [
    'createForeignKey',
    ['fk', { table: 'orders', colums: ['a'] }],
    'op.createForeignKey: there is no option colums. It has deferrable, initially, schema, name, table, columns, references, onDelete, onUpdate, match, notValid.',
  ],
  [
    'createForeignKey',
    ['fk', 'orders', 'users', ['a'], ['b'], { onDelete: 'drop' }],
    "op.createForeignKey: the option onDelete is 'drop', not 'cascade' or 'restrict' or 'set null' or 'set default' or 'no action'.",
  ],
  ['execute', [5], "op.execute: the SQL is 5, not SQL. Write op.execute(sql`UPDATE users SET phone = ''`)."],
  [
    'bulkInsert',
    ['users', { id: 1 }],
    "op.bulkInsert: the list of rows is {\"id\":1}, not a list. Write op.bulkInsert('orders', [{ code: 'de' }, { code: 'fr' }]).",
  ],
  [
    'updateInBatches',
    ['users'],
    "op.updateInBatches: the last argument is missing. Write op.updateInBatches('orders', { set: { currency: 'EUR' } }).",
  ],
  [
    'updateInBatches',
    ['users', { set: { a: 1 }, sleep: 'soon' }],
    "op.updateInBatches: the option sleep is 'soon', not a time: milliseconds, or '250ms', '5s', '2min'.",
  ],
  [
    'setLocal',
    [{ lockTimeout: true }],
    "op.setLocal: the option lockTimeout is true, not a time: milliseconds, or '250ms', '5s', '2min'.",
  ],
  [
    'invoke',
    [{ kind: 'dropTabel', table: { name: 'orders' } }],
    "op.invoke: a part of what it is given is missing, or is not what it has to be. Write op.invoke({ kind: 'dropTable', table: { name: 'orders' } }).",
  ],
  [
    'batchAlterTable',
    ['users'],
    "op.batchAlterTable: the block is missing. Write op.batchAlterTable('orders', async batch => { … }).",
  ],
  ['autocommit', [], 'op.autocommit wants a function: op.autocommit(async () => { … }).'],
]

describe('a call with wrong arguments', () => {
  it.each(WRONG)('op.%s(%j)', async (method, args, message) => {
    expect(await errorOf(op => op[method]?.(...args))).toBe(message)
  })

  it('fails the migration also when nobody awaits it', async () => {
    const message = await errorOf((_, op) => {
      void (op as unknown as Loose)['dropTable']?.()
      void op.execute('SELECT 1')
    })
    expect(message).toBe("op.dropTable: the table is missing. Write op.dropTable('orders').")
  })

  it('names a batch as the batch', async () => {
    const message = await errorOf(async (_, op) => {
      await op.batchAlterTable('users', batch => (batch as unknown as Loose)['dropColumn']?.())
    })
    expect(message).toBe("batch.dropColumn: the column's name is missing. Write batch.dropColumn('phone').")
  })

  it('may be one of a batch whose block has ended', async () => {
    let late: (() => unknown) | undefined
    const sink = collectingSink()
    await makeOp(sink).run(async op => {
      await op.batchAlterTable('users', batch => {
        late = () => batch.dropColumn('phone')
      })
      expect(late).toThrow('batch.dropColumn came after its block had ended')
    })
    expect(sink.seen).toEqual([])
  })

  it('does not change what is sent when the code changes its arguments later', async () => {
    const sink = collectingSink()
    await makeOp(sink).run(op => {
      const columns = ['total']
      void op.createIndex('ix', 'orders', columns)
      columns.push('number')
    })
    expect(sink.seen).toMatchObject([{ operations: [{ parts: [{ column: 'total' }] }] }])
  })
})

describe('what helpers refuse', () => {
  const REFUSED: readonly (readonly [string, () => unknown, string])[] = [
    [
      'a column without a type',
      () => Reflect.apply(column, undefined, ['phone']),
      'column: the type of phone is missing',
    ],
    ['a column without a name', () => column('', t.text()), 'column: the name is missing'],
    [
      'a column with an option that there is not',
      () => Reflect.apply(column, undefined, ['phone', t.text(), { nullabel: false }]),
      'column: phone has an option nullabel, which there is not',
    ],
    [
      'a default that is no constant',
      () => Reflect.apply(column, undefined, ['at', t.text(), { default: { a: 1 } }]),
      'column: the default of at is an object',
    ],
    [
      'an enum without a name',
      () => Reflect.apply(t.enum, undefined, [['a', 'b']]),
      't.enum: the name is missing',
    ],
    ['undefined in SQL', () => sql`id = ${undefined}`, 'Value number 1 of sql`…` is undefined'],
    ['NaN in SQL', () => sql`id = ${1} OR id = ${NaN}`, 'Value number 2 of sql`…` is NaN'],
    ['an empty list in SQL', () => sql`id IN (${[]})`, 'is an empty list'],
    ['a function in SQL', () => sql`id = ${() => 1}`, 'which SQL has no word for'],
    ['sql called as a function', () => Reflect.apply(sql, undefined, ['SELECT 1']), 'sql is a template tag'],
    ['a name that is none', () => sql.id(''), 'sql.id wants a name'],
  ]

  it.each(REFUSED)('%s', (_, make, message) => {
    expect(make).toThrow(message)
  })
})
