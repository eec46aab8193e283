import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeUrl, openDatabase, UnknownDatabaseUrl, urlFrom } from '../../src/database/open-database.ts'

describe('opening a database by its URL', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'shop-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each([
    ['pglite:', { dialect: 'postgres', kind: 'pglite', serverVersion: '18.6' }],
    ['sqlite::memory:', { dialect: 'sqlite', kind: 'sqlite' }],
    ['SQLite:', { dialect: 'sqlite', kind: 'sqlite' }],
  ])('%s is in memory', async (url, expected) => {
    const database = await openDatabase(url)
    expect(database).toMatchObject(expected)
    expect(database.serverVersion).toMatch(/^\d+(?:\.\d+)+$/u)
    await database.connection.query('CREATE TABLE orders (id int)')
    await database.connection.close()
    await expect((await openDatabase(url)).connection.query('SELECT id FROM orders')).rejects.toThrow(
      /orders/u,
    )
  })

  it.each(['pglite', 'sqlite'])('%s: with a path keeps what is written', async scheme => {
    const url = `${scheme}:${join(folder, scheme)}`
    const first = await openDatabase(url)
    await first.connection.query('CREATE TABLE orders (id int); INSERT INTO orders VALUES (7)')
    await first.connection.close()
    const second = await openDatabase(url)
    expect((await second.connection.query('SELECT id FROM orders')).rows).toEqual([{ id: 7 }])
    await second.connection.close()
  })

  it('a relative path begins at a folder, that of the process where none is given', () => {
    expect(urlFrom('/shop', 'sqlite:./data/shop.db')).toBe('sqlite:/shop/data/shop.db')
    expect(urlFrom('/shop', 'PGlite:data')).toBe('PGlite:/shop/data')
    for (const url of [
      'pglite:',
      'sqlite::memory:',
      'sqlite:/shop.db',
      'postgres://localhost/shop',
      'shop.db',
    ])
      expect(urlFrom('/shop', url)).toBe(url)
  })

  const LIST =
    'Write postgres://user:password@host:5432/database, pglite: (in memory) or pglite:./folder, or sqlite:./file.db or sqlite::memory:.'

  it.each([
    ['mysql://clerk:secret@db/shop', `No database is known by the scheme mysql. ${LIST}`],
    ['constructor:x', `No database is known by the scheme constructor. ${LIST}`],
    ['./shop.db', `The database URL has no scheme. ${LIST}`],
    ['', `The database URL has no scheme. ${LIST}`],
    [
      'sqlite:///shop.db',
      'After sqlite: comes a path, without slashes that belong to a host. Write sqlite:./folder/file or sqlite:/absolute/folder/file.',
    ],
  ])('refuses %s', async (url, message) => {
    const error = await openDatabase(url).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(UnknownDatabaseUrl)
    expect(error).toMatchObject({ message })
  })

  it('says what is wrong with a server without the password', async () => {
    await expect(openDatabase('postgresql://clerk:secret@127.0.0.1:1/shop')).rejects.toThrow(
      'Cannot connect to database "shop" on 127.0.0.1:1: nothing listens there; start the server, or correct host and port.',
    )
  })
})

describe('the name of a database', () => {
  it.each([
    ['postgres://ann:secret@db.example.com:5432/shop', 'postgres://db.example.com:5432/shop'],
    [
      'postgres://db/shop?user=ann&password=secret&sslmode=require',
      'postgres://db/shop?user=…&password=…&sslmode=require',
    ],
    ['sqlite:./shop.db', 'sqlite:./shop.db'],
  ])('has no password: %s', (url, name) => {
    expect(describeUrl(url)).toBe(name)
  })
})
