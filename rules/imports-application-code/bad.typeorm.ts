import type { MigrationInterface, QueryRunner } from 'typeorm'
import { ORDER_STATES } from '../src/orders/order-states'

export class CreateOrders1760000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const state of ORDER_STATES) {
      await queryRunner.query(`CREATE TABLE orders_${state} (id bigint PRIMARY KEY)`)
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const state of ORDER_STATES) {
      await queryRunner.query(`DROP TABLE orders_${state}`)
    }
  }
}
