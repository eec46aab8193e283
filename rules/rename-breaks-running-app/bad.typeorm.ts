import type { MigrationInterface, QueryRunner } from 'typeorm'

export class RenamePhone1760000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`SET lock_timeout = '5s'`)
    await queryRunner.renameColumn('customers', 'phone', 'phone_number')
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.renameColumn('customers', 'phone_number', 'phone')
  }
}
