import type { MigrationInterface, QueryRunner } from 'typeorm'

const TABLES = ['orders', 'invoices']

export class AddArchivedAt1760000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`SET lock_timeout = '5s'`)
    for (const table of TABLES) {
      await queryRunner.query(`ALTER TABLE ${table} ADD COLUMN archived_at timestamptz`)
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await queryRunner.query(`ALTER TABLE ${table} DROP COLUMN archived_at`)
    }
  }
}
