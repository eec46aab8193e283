/** Finding and ordering TypeORM migrations, and files that are broken, empty or too deep. */
import { describe, expect, it } from 'vitest'
import { typeorm } from '../../../src/frontends/typeorm/index.ts'
import { textOf } from '../../../src/source/span.ts'
import { projectOf } from '../project.ts'

const migration = (name: string, body = ''): string =>
  `import { MigrationInterface, QueryRunner } from 'typeorm'
export class ${name} implements MigrationInterface {
  async up(queryRunner: QueryRunner) {${body}}
  async down(queryRunner: QueryRunner) {}
}
`

describe('TypeORM migrations', () => {
  it('are ordered by the timestamp in their name, folder by folder', () => {
    const files = projectOf({
      'migrations/1-b.ts': migration('AddNote1700000000002'),
      'migrations/2-a.ts': migration('CreateOrders1700000000001'),
      'other/x.ts': migration('First1600000000000'),
    })
    expect(typeorm.find(files).map(({ name, history }) => `${history}/${name}`)).toEqual([
      'migrations/CreateOrders1700000000001',
      'migrations/AddNote1700000000002',
      'other/First1600000000000',
    ])
  })

  it('are found and reported when the top level of their file takes too many steps', () => {
    const text = `for (let i = 0; i >= 0; i++) {}\n${migration('Endless1700000000003')}`
    const files = projectOf({ 'migrations/3.ts': text })
    const read = typeorm.find(files).map(source => typeorm.read(source, files, {}))
    expect(read.map(({ up }) => up)).toMatchObject([[{ kind: 'opaque', reason: 'limit' }]])
  })

  it('survive getters that throw or never end', () => {
    const getters = [
      "get name() { throw new Error('no') }",
      'get transaction() { for (;;) {} }',
      'get down() { return this.down }',
    ]
    const text = migration('Odd1700000000004').replace('async up', `${getters.join('\n')}\nasync up`)
    const files = projectOf({ 'migrations/4.ts': text })
    expect(typeorm.find(files).map(source => typeorm.read(source, files, {}).name)).toEqual([
      'Odd1700000000004',
    ])
  })

  it('are told from other classes by their syntax', () => {
    const files = projectOf({
      'runner.ts': 'export class Runner { up(speed: number) {} down(speed: number) {} }',
      'mikro.ts':
        "import { Migration } from '@mikro-orm/migrations'\nexport class M extends Migration { up() { this.addSql('') } }",
      'text.ts': "export const text = 'class A implements MigrationInterface'",
      'hidden.ts': migration('Hidden1700000000001').replace('export class', 'class'),
      'types.d.ts': migration('Types1700000000001'),
    })
    expect(typeorm.find(files)).toEqual([])
  })

  it('have their directions where they are named, not at a decorator above', () => {
    const text = migration('A1700000000001').replace('async down', '@Traced()\n  public async down')
    const files = projectOf({ 'a.ts': text })
    const down = typeorm.find(files).map(source => typeorm.read(source, files, {}).down)
    const [place] = down.map(each => (each.kind === 'operations' ? textOf(each.span) : ''))
    expect(place).toBe('public async down(queryRunner: QueryRunner) {}')
  })

  it('keep the transaction that the settings name', () => {
    const files = projectOf({ 'a.ts': migration('A1700000000001') })
    const [source] = typeorm.find(files)
    const scopes = (['run', 'migration', 'none', undefined] as const).map(
      transaction => source && typeorm.read(source, files, { transaction }).transaction,
    )
    expect(scopes).toEqual(['run', 'migration', 'query', 'run'])
  })

  it('have each a transaction of their own where one of their folder says whether it has one', () => {
    const files = projectOf({
      'a/1.ts': migration('A1700000000001'),
      'a/2.ts': migration('B1700000000002').replace('async up', 'transaction = false\n  async up'),
      'b/1.ts': migration('C1700000000001'),
    })
    const scopes = typeorm.find(files).map(source => typeorm.read(source, files, {}).transaction)
    expect(scopes).toEqual(['migration', 'query', 'run'])
  })

  it('never crash: broken, empty and deeply nested files', () => {
    const nested = `await queryRunner.query(${'('.repeat(3000)}'SELECT 1'${')'.repeat(3000)})`
    const chained = `await queryRunner.query('SELECT 1')${".then(() => queryRunner.query('SELECT 1'))".repeat(2000)}`
    const files = projectOf({
      'broken.ts': 'export class {',
      'empty.ts': '',
      'nested.ts': migration('Nested1700000000001', nested),
      'chained.ts': migration('Chained1700000000002', chained),
    })
    const read = typeorm.find(files).map(source => typeorm.read(source, files, {}))
    expect(read.every(({ up }) => up.length > 0)).toBe(true)
  })
})
