import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateRefunds1760000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE TABLE refunds (id bigint PRIMARY KEY, order_id bigint NOT NULL, amount numeric(10, 2) NOT NULL)`)
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    throw new Error('Refunds are kept for ten years by law: restore the backup instead.')
  }
}
