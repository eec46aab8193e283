/** Names that PostgreSQL cuts, as they were written. */
import { describe, expect, it } from 'vitest'
import { cutNames } from '../../src/lint/names-given.ts'
import { unplaced } from '../../src/model/operation.ts'
import { read } from './reading.ts'

const LONG = 'orders_by_'.padEnd(70, 'x')

describe('the names of a statement that are over 63 bytes', () => {
  it('stand at each of its operations, folded as PostgreSQL folds them', () => {
    const sql = `ALTER TABLE orders ADD COLUMN ${LONG.toUpperCase()} text, ADD COLUMN note text`
    expect(read(sql).operations.map(({ longNames }) => longNames)).toEqual([[LONG], [LONG]])
  })

  it('belong to its place, not to what it says', () => {
    const [operation] = read(`ALTER TABLE orders ADD COLUMN ${LONG} text`).operations
    if (!operation) throw new Error('nothing was read')
    expect(operation.longNames).toEqual([LONG])
    const said = unplaced(operation)
    expect(said).toMatchObject({ kind: 'addColumn', table: { name: 'orders' } })
    for (const field of ['span', 'statement', 'roundTrip', 'longNames'])
      expect(said).not.toHaveProperty(field)
  })

  it('are none where the long word is a text, a comment or short enough', () => {
    const sql = `CREATE TABLE orders (note text DEFAULT '${LONG}', ${LONG.slice(0, 63)} text) -- ${LONG}`
    expect(read(sql).operations.map(({ longNames }) => longNames)).toEqual([undefined])
  })
})

describe('the names that an operation gives and PostgreSQL cuts', () => {
  const cut = (sql: string) => read(sql).operations.flatMap(cutNames)

  it('come with what is left of them', () => {
    expect(cut(`CREATE INDEX "${LONG}" ON orders (id)`)).toEqual([
      { written: LONG, kept: LONG.slice(0, 63), bytes: 70 },
    ])
  })

  it('are only those that it gives', () => {
    expect(cut(`DROP TABLE ${LONG}`)).toEqual([])
    expect(cut(`ALTER TABLE ${LONG} ADD COLUMN note text`)).toEqual([])
  })

  it('count bytes', () => {
    expect(cut(`CREATE TABLE ${'注'.repeat(22)} (id integer)`).map(({ bytes }) => bytes)).toEqual([66])
    expect(cut(`CREATE TABLE ${'注'.repeat(21)} (id integer)`)).toEqual([])
  })

  it('are as long as a builder gave them, where no grammar has cut them', () => {
    const [operation] = read('CREATE INDEX short ON orders (id)').operations
    if (operation?.kind !== 'createIndex') throw new Error('no index')
    expect(cutNames({ ...operation, name: LONG }).map(({ bytes }) => bytes)).toEqual([70])
    expect(cutNames({ ...operation, name: `\${prefix}_${LONG}` })).toEqual([])
  })
})
