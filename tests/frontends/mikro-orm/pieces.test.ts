import { quote, raw, sql, type RawQueryFragment } from '@mikro-orm/core'
import { PostgreSqlPlatform } from '@mikro-orm/postgresql'
import { describe, expect, it } from 'vitest'
import { mikroOrm } from '../../../src/frontends/mikro-orm/index.ts'
import { memoryProject, readAll } from '../memory-project.ts'
import { said, saidBySql } from '../said.ts'

/** Pieces of SQL as the code writes them, and what MikroORM makes of them. */
const PIECES: readonly (readonly [string, RawQueryFragment])[] = [
  [
    'sql`update orders set note = ${"it\'s late"} where id = ${7}`',
    sql`update orders set note = ${"it's late"} where id = ${7}`,
  ],
  [
    'sql`delete from orders where paid = ${true} and note is not ${null}`',
    sql`delete from orders where paid = ${true} and note is not ${null}`,
  ],
  [
    'sql`select ${sql.ref("o", "id")} from orders o where at < ${sql.now()}`',
    sql`select ${sql.ref('o', 'id')} from orders o where at < ${sql.now()}`,
  ],
  [
    'sql`select ${sql.now(3)}, ${sql.lower("email")}, ${sql.upper("name")} from customers`',
    sql`select ${sql.now(3)}, ${sql.lower('email')}, ${sql.upper('name')} from customers`,
  ],
  [
    'quote`create index ${"orders_id_index"} on ${"public.orders"} (${"id"})`',
    quote`create index ${'orders_id_index'} on ${'public.orders'} (${'id'})`,
  ],
  ['raw("update ?? set note = ?", ["orders", "late"])', raw('update ?? set note = ?', ['orders', 'late'])],
  [
    'raw("update orders set note = :note where id = :id", { note: "late", id: 3 })',
    raw('update orders set note = :note where id = :id', { note: 'late', id: 3 }),
  ],
  ['raw("select count(*)").as("total")', raw('select count(*)').as('total')],
  ['raw("select 1").as(\'"total"\')', raw('select 1').as('"total"')],
  ['raw(raw("drop table orders"))', raw(raw('drop table orders') as unknown as string)],
  [
    'sql`select * from orders where id in (${[1, 2]}) and data = ${{ rush: true }}`',
    sql`select * from orders where id in (${[1, 2]}) and data = ${{ rush: true }}`,
  ],
]

describe('pieces of SQL of @mikro-orm/core', () => {
  it.each(PIECES)('%s', (code, piece) => {
    const text = `
      import { Migration } from '@mikro-orm/migrations'
      import { quote, raw, sql } from '@mikro-orm/core'
      export class Migration1 extends Migration { async up() { this.addSql(${code}) } }`
    const [migration] = readAll(mikroOrm, memoryProject({ 'migrations/Migration1.ts': text }))
    const made = new PostgreSqlPlatform().formatQuery(piece.sql, piece.params)
    expect(said(migration?.up ?? [])).toEqual(saidBySql([made]))
  })
})
