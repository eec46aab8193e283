import { describe, expect, it } from 'vitest'
import { sequelize } from '../../../src/frontends/sequelize/index.ts'
import { printedCall } from '../../../src/frontends/sequelize/printed-calls.ts'
import type { Changes, WrittenMigration } from '../../../src/frontends/writer.ts'
import type { BareOperation } from '../../../src/model/operation.ts'
import { kindsOf, memoryProject, readAll } from '../memory-project.ts'

function written(text: string, name = '1-orders.js'): WrittenMigration & { readonly text: string } {
  const files = memoryProject({ [`migrations/${name}`]: text })
  const [source] = sequelize.find(files)
  if (!source) throw new Error('it was not found to be a migration')
  return { source, files, text, migration: sequelize.read(source, files, {}) }
}

function applied(text: string, changes: Changes | undefined): string | undefined {
  return changes?.edits
    .toSorted((a, b) => b.span.start - a.span.start)
    .reduce((all, { span, text: now }) => all.slice(0, span.start) + now + all.slice(span.end), text)
}

/** The file after the first way to write other operations for the first that is no transaction. */
function replaced(text: string, now: readonly BareOperation[]): string | undefined {
  const at = written(text)
  const operations = at.migration.up
  const operation = operations.find(({ kind }) => kind !== 'transactionControl')
  if (!operation) throw new Error('there is nothing to replace')
  return applied(text, sequelize.writer?.replace({ ...at, operation, operations }, now)[0])
}

const NOT_NULL: BareOperation = { kind: 'setNotNull', table: { name: 'orders' }, column: 'note' }
const INDEX: BareOperation = {
  kind: 'createIndex',
  table: { name: 'orders' },
  parts: [{ column: 'note' }],
  include: [],
  concurrently: true,
}

describe('printing operations', () => {
  it.each<readonly [BareOperation, string]>([
    [
      { kind: 'dropColumn', table: { schema: 'public', name: 'orders' }, column: 'note' },
      `queryInterface.removeColumn('orders', 'note')`,
    ],
    [
      { kind: 'dropColumn', table: { name: 'orders' }, column: 'note' },
      `queryInterface.sequelize.query('ALTER TABLE orders DROP COLUMN note')`,
    ],
    [
      { kind: 'renameColumn', table: { name: 'orders' }, column: 'note', to: 'remark' },
      `queryInterface.renameColumn('orders', 'note', 'remark')`,
    ],
    [
      { kind: 'renameTable', table: { name: 'orders' }, to: 'sales' },
      `queryInterface.renameTable('orders', 'sales')`,
    ],
    [
      { kind: 'dropTable', table: { name: 'orders' }, ifExists: true, cascade: true },
      `queryInterface.dropTable('orders', { cascade: true })`,
    ],
    [{ kind: 'dropTable', table: { name: 'orders' } }, `queryInterface.sequelize.query('DROP TABLE orders')`],
    [
      { kind: 'dropConstraint', table: { name: 'orders' }, name: 'orders_total' },
      `queryInterface.removeConstraint('orders', 'orders_total')`,
    ],
  ])('%o', (operation, call) => {
    expect(printedCall(operation, 'queryInterface')).toBe(call)
    const text = `module.exports = { up: async queryInterface => { await ${call} } }`
    const [migration] = readAll(sequelize, memoryProject({ 'migrations/1.js': text }))
    expect(migration?.up).toMatchObject([operation])
  })

  it('asks an instance of Sequelize for its query interface', () => {
    const rename: BareOperation = { kind: 'renameTable', table: { name: 'orders' }, to: 'sales' }
    expect(printedCall(rename, 'sequelize')).toBe(
      `sequelize.getQueryInterface().renameTable('orders', 'sales')`,
    )
    expect(printedCall(NOT_NULL, 'sequelize', 't')).toBe(
      `sequelize.query('ALTER TABLE orders ALTER COLUMN note SET NOT NULL', { transaction: t })`,
    )
  })
})

describe('replacing', () => {
  const inTransaction = `
module.exports = {
  up: async queryInterface => {
    await queryInterface.sequelize.transaction(async t => {
      await queryInterface.addIndex('orders', ['note'], { transaction: t })
      await queryInterface.dropTable('items', { transaction: t })
    })
  },
}
`

  it('stays in the transaction that the call was given', () => {
    expect(replaced(inTransaction, [NOT_NULL])).toContain(
      `async t => {\n      await queryInterface.sequelize.query('ALTER TABLE orders ALTER COLUMN note SET NOT NULL', { transaction: t })\n`,
    )
  })

  it('leaves the transaction for what may not run in one', () => {
    const text = replaced(inTransaction, [INDEX])
    expect(text).toContain(
      `    })\n    await queryInterface.sequelize.query('CREATE INDEX CONCURRENTLY ON orders (note)')\n`,
    )
    const [migration] = readAll(sequelize, memoryProject({ 'migrations/1.js': text ?? '' }))
    expect(kindsOf(migration?.up ?? [])).toEqual([
      ...['transactionControl', 'dropTable', 'transactionControl', 'createIndex'],
    ])
  })

  it('changes the text of a query in its quotes, with its transaction', () => {
    const text = `
module.exports = {
  up: queryInterface =>
    queryInterface.sequelize.transaction(async transaction => {
      await queryInterface.sequelize.query('ALTER TABLE orders ALTER note DROP NOT NULL', { transaction })
    }),
}
`
    expect(replaced(text, [NOT_NULL])).toContain(`SET NOT NULL', { transaction })`)
  })

  it('has an option for an index', () => {
    const plain = `module.exports = { up: async queryInterface => { await queryInterface.addIndex('orders', ['note']) } }`
    expect(replaced(plain, [INDEX])).toContain(`['note'], { concurrently: true })`)
    const named = plain.replace(`['note']`, `['note'], { name: 'by_note' }`)
    expect(replaced(named, [INDEX])).toContain(`{ concurrently: true, name: 'by_note' }`)
  })
})

describe('a way back', () => {
  const back = (text: string, name?: string): string | undefined => {
    const at = written(text, name)
    return applied(text, sequelize.writer?.downgrade?.(at, [NOT_NULL])[0])
  }
  const CALL = `await queryInterface.sequelize.query('ALTER TABLE orders ALTER COLUMN note SET NOT NULL')`

  it('is a method beside the other', () => {
    expect(
      back(
        `module.exports = {\n  async up(queryInterface, Sequelize) {\n    await queryInterface.dropTable('a')\n  },\n}\n`,
      ),
    ).toBe(
      `module.exports = {\n  async up(queryInterface, Sequelize) {\n    await queryInterface.dropTable('a')\n  },\n\n  async down(queryInterface, Sequelize) {\n    ${CALL}\n  },\n}\n`,
    )
  })

  it('is an export behind the other', () => {
    expect(back(`exports.up = async queryInterface => {\n  await queryInterface.dropTable('a');\n};\n`)).toBe(
      `exports.up = async queryInterface => {\n  await queryInterface.dropTable('a');\n};\n\nexports.down = async queryInterface => {\n  ${CALL};\n};\n`,
    )
    expect(
      back(
        `export const up = async ({ context: queryInterface }) => {\n  await queryInterface.dropTable('a')\n}\n`,
      ),
    ).toBe(
      `export const up = async ({ context: queryInterface }) => {\n  await queryInterface.dropTable('a')\n}\n\nexport const down = async ({ context: queryInterface }) => {\n  ${CALL}\n}\n`,
    )
  })

  it('goes where there is an empty one', () => {
    expect(
      back(
        `exports.up = async queryInterface => {}\nexports.down = async ({ context: sequelize }) => {\n}\n`,
      ),
    ).toBe(
      `exports.up = async queryInterface => {}\nexports.down = async ({ context: sequelize }) => {\n  await sequelize.query('ALTER TABLE orders ALTER COLUMN note SET NOT NULL')\n}\n`,
    )
  })
})

describe('a migration behind the last', () => {
  const follow = (text: string, name = '20240101000000-orders.js') => {
    const { source, files } = written(text, name)
    return sequelize.writer?.followUp?.({ title: 'not null note', up: [NOT_NULL], down: [] }, [source], files)
  }

  it('is written as the last one is', () => {
    const made = follow(
      `'use strict';\n\n/** @type {Migration} */\nmodule.exports = {\n  async up(queryInterface, Sequelize) {\n    await queryInterface.dropTable('a');\n  },\n\n  async down(queryInterface, Sequelize) {},\n};\n`,
    )
    expect(made?.name).toBe('20240101000001-not_null_note')
    expect(made?.files).toEqual([
      {
        path: 'migrations/20240101000001-not_null_note.js',
        text: `'use strict';\n\nmodule.exports = {\n  async up(queryInterface, Sequelize) {\n    await queryInterface.sequelize.query('ALTER TABLE orders ALTER COLUMN note SET NOT NULL');\n  },\n\n  async down(queryInterface, Sequelize) {\n    // There is nothing to undo.\n  },\n};\n`,
      },
    ])
  })

  it('takes over the imports of its types', () => {
    const made = follow(
      `import { DataTypes } from 'sequelize'\nimport type { Migration } from '..'\n\nexport const up: Migration = async ({ context: qi }) => {\n  await qi.removeConstraint('a', 'b')\n}\n`,
      '2022-12-01_00_init.ts',
    )
    expect(made?.name).toBe('2022-12-01_01_not_null_note')
    expect(made?.files[0]?.text).toBe(
      `import type { Migration } from '..'\n\nexport const up: Migration = async ({ context: qi }) => {\n  await qi.sequelize.query('ALTER TABLE orders ALTER COLUMN note SET NOT NULL')\n}\n\nexport const down: Migration = async ({ context: qi }) => {\n  // There is nothing to undo.\n}\n`,
    )
  })

  it('is not written where the form of the last one is not known', () => {
    expect(follow(`exports.up = queryInterface => queryInterface.dropTable('a')`)).toBeUndefined()
  })
})
