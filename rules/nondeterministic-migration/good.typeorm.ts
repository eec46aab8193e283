import type { MigrationInterface, QueryRunner } from 'typeorm'

export class ArchiveOrders1760000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE orders_archive (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), archived_at timestamptz NOT NULL DEFAULT now())`,
    )
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE orders_archive`)
  }
}
