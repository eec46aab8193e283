import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  knex.schema.createTable('refunds', table => {
    table.bigInteger('id').primary()
    table.bigInteger('order_id').notNullable()
  })
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('refunds')
}
