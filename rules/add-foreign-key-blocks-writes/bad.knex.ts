import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`SET lock_timeout = '5s'`)
  await knex.schema.alterTable('orders', table => {
    table.foreign('customer_id', 'orders_customer_fk').references('id').inTable('customers')
  })
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('orders', table => {
    table.dropForeign('customer_id', 'orders_customer_fk')
  })
}
