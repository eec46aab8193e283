import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`SET lock_timeout = '5s'`)
  await knex.schema.alterTable('orders', table => {
    table.index(['created_at'], 'orders_created_at_idx')
  })
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('orders', table => {
    table.dropIndex(['created_at'], 'orders_created_at_idx')
  })
}
