import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`SET lock_timeout = '5s'`)
  await knex.schema
    .createTable('refunds', table => {
      table.bigInteger('id').primary()
    })
    .then(knex.raw(`COMMENT ON TABLE refunds IS 'money given back'`))
    .then(
      knex.schema.createTable('refund_reasons', table => {
        table.bigInteger('id').primary()
      }),
    )
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTableIfExists('refund_reasons')
  await knex.schema.dropTable('refunds')
}
