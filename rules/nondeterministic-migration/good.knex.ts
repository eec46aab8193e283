import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('orders_archive', table => {
    table.uuid('id').primary().defaultTo(knex.raw('gen_random_uuid()'))
    table.timestamp('archived_at').notNullable().defaultTo(knex.fn.now())
  })
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('orders_archive')
}
