import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateRefunds1760000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    queryRunner.query(`CREATE TABLE refunds (id bigint PRIMARY KEY, order_id bigint NOT NULL)`)
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE refunds`)
  }
}
