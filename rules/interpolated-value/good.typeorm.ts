import type { MigrationInterface, QueryRunner } from 'typeorm'

export class FillCustomerNames1760000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const customers = await queryRunner.query(`SELECT id, name FROM customers ORDER BY id LIMIT 1000`)
    for (const { id, name } of customers) {
      await queryRunner.query(`UPDATE orders SET customer_name = $1 WHERE id = $2`, [name, id])
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    throw new Error('The names that stood there before are not kept.')
  }
}
