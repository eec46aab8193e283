import type { MigrationInterface, QueryRunner } from 'typeorm'

export class AddCountry1760000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`SET lock_timeout = '5s'`)
    await queryRunner.query(`ALTER TABLE customers ADD COLUMN country char(2) NOT NULL`)
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE customers DROP COLUMN country`)
  }
}
