import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable(`orders_${Date.now()}_${Math.floor(Math.random() * 1e9)}`, table => {
    table.bigInteger('id').primary()
  })
}

export async function down(): Promise<void> {
  throw new Error('Nobody knows what the table is called.')
}
