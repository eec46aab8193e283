import type { MigrationInterface, QueryRunner } from 'typeorm'

export class IndexOrdersCreatedAt1760000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE INDEX CONCURRENTLY orders_created_at_idx ON orders (created_at)`)
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX CONCURRENTLY orders_created_at_idx`)
  }
}
