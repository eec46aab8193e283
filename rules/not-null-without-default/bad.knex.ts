import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`SET lock_timeout = '5s'`)
  await knex.schema.alterTable('customers', table => {
    table.specificType('country', 'char(2)').notNullable()
  })
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('customers', table => {
    table.dropColumn('country')
  })
}
