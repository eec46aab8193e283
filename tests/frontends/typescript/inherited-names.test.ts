/** Methods that every object of JavaScript inherits are no methods of a framework: calls of them are reported, never run. */
import { describe, expect, it } from 'vitest'
import type { Frontend } from '../../../src/frontends/frontend.ts'
import { knex } from '../../../src/frontends/knex/index.ts'
import { migrateLint } from '../../../src/frontends/migrate-lint/index.ts'
import { typeorm } from '../../../src/frontends/typeorm/index.ts'
import { memoryProject, readAll } from '../memory-project.ts'

const NAMES = [
  'constructor',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__proto__',
  'isPrototypeOf',
  '__defineGetter__',
]

const KNEX = [
  'await knex.NAME("x")',
  'await knex.schema.NAME("x")',
  'await knex("orders").NAME("x")',
  'await knex("orders").where("id", 1).NAME("x").del()',
  'await knex("orders").where({ NAME: 1 }).del()',
  'await knex("orders").where("id", "NAME", 1).del()',
  'await knex("orders").insert({ NAME: 1 })',
  'await knex.raw("SELECT 1").NAME("x")',
  'await knex.schema.alterTable("orders", table => { table.NAME("x") })',
  'await knex.schema.alterTable("orders", table => { table.string("x").NAME("y") })',
  'await knex.schema.alterTable("orders", table => { table.foreign("x").NAME("y") })',
  'await knex.schema.createView("seen", view => { view.NAME("x") })',
  'await knex.schema.alterTable("orders", table => { table.specificType("x", "NAME") })',
  'await knex.schema.alterTable("NAME", table => { table.dropColumn("NAME") })',
]

const TYPEORM = [
  'await queryRunner.NAME("x")',
  'await queryRunner.manager.NAME("x")',
  'await queryRunner.connection.NAME("x")',
  'await queryRunner.manager.getRepository("orders").NAME("x")',
  'await queryRunner.manager.createQueryBuilder().relation("orders", "NAME").of(1).NAME(2)',
  'await queryRunner.addColumn("orders", new TableColumn({ name: "x", type: "NAME", isGenerated: true }))',
  'await queryRunner.addColumn("NAME", new TableColumn({ name: "NAME", type: "enum", enum: ["NAME"] }))',
  'await queryRunner.createForeignKey("orders", new TableForeignKey({ columnNames: ["x"], referencedTableName: "y", onDelete: "NAME" }))',
]

const OWN = [
  'await op.NAME("x")',
  'await op.connection.NAME("x")',
  'await op.addColumn("orders", column("x", t.NAME()))',
  'await op.addColumn("orders", column("x", t.NAME(), { onDelete: "NAME" }))',
  'await op.batchAlterTable("orders", async batch => { await batch.NAME("x") })',
  'await op.createTable("NAME", [column("NAME", t.text())])',
]

function reads(frontend: Frontend, path: string, text: string): number {
  const [migration] = readAll(frontend, memoryProject({ [path]: text }))
  return (migration?.up.length ?? 0) + (migration?.parseErrors.length ?? 0)
}

describe.each(NAMES)('%s', name => {
  it.each(KNEX)('is no method of Knex: %s', body => {
    const text = `exports.up = async knex => { ${body.replaceAll('NAME', name)}; await knex.schema.dropTable('carts') }`
    expect(reads(knex, 'migrations/1_x.js', text)).toBeGreaterThanOrEqual(name === 'toString' ? 1 : 2)
  })

  it.each(TYPEORM)('is no method of TypeORM: %s', body => {
    const text = `import { MigrationInterface, TableColumn, TableForeignKey } from 'typeorm'
      export class X1700000000000 implements MigrationInterface {
        async up(queryRunner) { ${body.replaceAll('NAME', name)} }
        async down() {}
      }`
    expect(reads(typeorm, 'migrations/x.ts', text)).toBeGreaterThanOrEqual(1)
  })

  it.each(OWN)('is no method of op: %s', body => {
    const text = `import { column, t } from 'migrate-lint/runner'
      export const revision = 'a'
      export async function upgrade(op) { ${body.replaceAll('NAME', name)} }`
    expect(reads(migrateLint, 'migrations/x.ts', text)).toBeGreaterThanOrEqual(1)
  })
})
