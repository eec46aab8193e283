import type { MigrationInterface, QueryRunner } from 'typeorm'

export class AddDeliveryNote1760000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`SET lock_timeout = '5s'`)
    if (!queryRunner.hasColumn('orders', 'delivery_note')) {
      await queryRunner.query(`ALTER TABLE orders ADD COLUMN delivery_note text`)
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE orders DROP COLUMN IF EXISTS delivery_note`)
  }
}
