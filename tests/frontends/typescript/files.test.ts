import { describe, expect, it } from 'vitest'
import { textOf } from '../../../src/source/span.ts'
import { sourceSpan } from '../../../src/source/mapped-text.ts'
import { evaluateSource, type Sent } from './evaluating.ts'

const ORDERS = 'ALTER TABLE orders ADD COLUMN total integer;\n'

const TEXTS = {
  'db/migrations/sql/orders.sql': ORDERS,
  'db/sql/customers.sql': 'DROP TABLE customers;',
  'package.json': '{}',
}

function read(body: string, before = '', texts: Readonly<Record<string, string>> = TEXTS): Sent {
  return evaluateSource(`${before}\nexport async function up(db) {\n${body}\n}\n`, { texts })
}

describe('a text that the migration reads from a file of the project', () => {
  it.each([
    ['readFileSync', `import fs from 'fs'`, `fs.readFileSync(__dirname + '/sql/orders.sql', 'utf8')`],
    [
      'node: and a namespace',
      `import * as fs from 'node:fs'`,
      `fs.readFileSync(__dirname + '/sql/orders.sql').toString()`,
    ],
    [
      'a named import',
      `import { readFileSync } from 'node:fs'`,
      `String(readFileSync(__dirname + '/sql/orders.sql'))`,
    ],
    ['require', `const { readFileSync } = require('fs')`, '`${readFileSync(__dirname + "/sql/orders.sql")}`'],
    [
      'fs.promises',
      `import fs from 'fs'`,
      `await fs.promises.readFile(__dirname + '/sql/orders.sql', { encoding: 'utf8' })`,
    ],
    [
      'fs/promises',
      `import { readFile } from 'fs/promises'`,
      `(await readFile(__dirname + '/sql/orders.sql')).toString('utf8')`,
    ],
    [
      'fs/promises as a whole',
      `import fs from 'node:fs/promises'`,
      `await fs.readFile(__dirname + '/sql/orders.sql', 'utf8')`,
    ],
    [
      'promises of fs',
      `import { promises as files } from 'fs'`,
      `await files.readFile(__dirname + '/sql/orders.sql', 'utf8')`,
    ],
    ['fs-extra', `import fs from 'fs-extra'`, `await fs.readFile(__dirname + '/sql/orders.sql', 'utf8')`],
    [
      'promisify',
      `import { promisify } from 'util'\nimport fs from 'fs'\nconst readFile = promisify(fs.readFile)`,
      `await readFile(__dirname + '/sql/orders.sql', 'utf8')`,
    ],
    [
      'Bluebird',
      `const fs = require('bluebird').promisifyAll(require('fs'))`,
      `await fs.readFileAsync(__dirname + '/sql/orders.sql', 'utf8')`,
    ],
    [
      'path.join',
      `import fs from 'fs'\nimport path from 'path'`,
      `fs.readFileSync(path.join(__dirname, 'sql', 'orders.sql'), 'utf8')`,
    ],
    [
      'path.resolve',
      `import fs from 'fs'\nimport { resolve, dirname } from 'node:path'`,
      `fs.readFileSync(resolve(dirname(__filename), '../migrations/sql/orders.sql'), 'utf8')`,
    ],
    [
      'import.meta.dirname',
      `import fs from 'fs'`,
      `fs.readFileSync(import.meta.dirname + '/sql/orders.sql', 'utf8')`,
    ],
    ['a URL', `import fs from 'fs'`, `fs.readFileSync(new URL('./sql/orders.sql', import.meta.url), 'utf8')`],
    [
      'fileURLToPath',
      `import fs from 'fs'\nimport path from 'path'\nimport { fileURLToPath } from 'url'
       const here = path.dirname(fileURLToPath(import.meta.url))`,
      `fs.readFileSync(path.join(here, 'sql/orders.sql'), 'utf8')`,
    ],
    ['the current folder', `import fs from 'fs'`, `fs.readFileSync('db/migrations/sql/orders.sql', 'utf8')`],
    [
      'process.cwd()',
      `import fs from 'fs'\nimport path from 'path'`,
      `fs.readFileSync(path.join(process.cwd(), 'db/migrations/sql/orders.sql'), 'utf8')`,
    ],
    [
      'require.resolve',
      `const fs = require('fs')`,
      `fs.readFileSync(require.resolve('./sql/orders.sql'), 'utf8')`,
    ],
    [
      'compiled imports',
      `var __importDefault = (this && this.__importDefault) || function (mod) { return (mod && mod.__esModule) ? mod : { "default": mod } }
       const fs_1 = require("fs")
       const path_1 = __importDefault(require("path"))`,
      `(0, fs_1.readFileSync)(path_1.default.join(__dirname, 'sql', 'orders.sql'), 'utf8')`,
    ],
    [
      'compiled namespaces',
      `var __importStar = (this && this.__importStar) || function (mod) {
         if (mod && mod.__esModule) return mod
         var result = {}
         if (mod != null) for (var k in mod) if (k !== "default") result[k] = mod[k]
         result.default = mod
         return result
       }
       const fs = __importStar(require("fs"))`,
      `fs.readFileSync(__dirname + '/sql/orders.sql', 'utf8')`,
    ],
    ['an import', `import orders from './sql/orders.sql'`, 'orders'],
    ['an import with ?raw', `import orders from './sql/orders.sql?raw'`, 'orders'],
    ['an import through a loader', `import orders from '!!raw-loader!./sql/orders.sql'`, 'orders'],
    ['require of a text', '', `require('./sql/orders.sql')`],
    ['a dynamic import', '', `(await import('./sql/orders.sql')).default`],
  ])('is read by %s', (_, before, expression) => {
    const { texts, run, filesRead } = read(`await db.run(${expression})`, before)
    expect(texts).toEqual([ORDERS])
    expect(run.operations.every(({ floating }) => floating === undefined)).toBe(true)
    expect(filesRead).toEqual(['db/migrations/sql/orders.sql'])
  })

  it('keeps the place of its characters, through what strings can do', () => {
    const { mapped } = read(
      `for (const each of readFileSync(__dirname + '/sql/all.sql', 'utf8').replace('{{schema}}', 'shop').split(';')) await db.run(each.trim())`,
      `import { readFileSync } from 'fs'`,
      { 'db/migrations/sql/all.sql': 'SELECT 1;\nDROP TABLE {{schema}}.orders' },
    )
    const [, drop] = mapped
    if (!drop) throw new Error('no second statement')
    expect(drop.text).toBe('DROP TABLE shop.orders')
    const span = sourceSpan(drop, drop.text.indexOf('.orders'), drop.text.length)
    expect(span.file.path).toBe('db/migrations/sql/all.sql')
    expect(textOf(span)).toBe('.orders')
  })

  it('is read by a helper of the same file', () => {
    const helper = `import fs from 'fs'\nimport path from 'path'
      const loadSql = name => fs.readFileSync(path.join(__dirname, '..', 'sql', \`\${name}.sql\`)).toString()`
    expect(read(`await db.run(loadSql('customers'))`, helper).texts).toEqual(['DROP TABLE customers;'])
  })

  it('is found by the name of the migration', () => {
    const before = `const fs = require('fs'), path = require('path')`
    const expression = `fs.readFileSync(path.join(__dirname, 'sql', path.basename(__filename, '.ts').slice(4) + '.sql'), 'utf8')`
    expect(read(`await db.run(${expression})`, before).texts).toEqual([ORDERS])
    expect(
      read(
        `await db.run(fs.readFileSync(__filename.replace(/001_(.*)\\.ts$/, 'sql/orders.sql'), 'utf8'))`,
        before,
      ).texts,
    ).toEqual([ORDERS])
  })

  it('is handed to a callback once, whose operations nobody waits for', () => {
    const { log, texts } = read(
      `fs.readFile(__dirname + '/sql/orders.sql', 'utf8', async (error, data) => { if (error) throw error; await db.run(data) })`,
      `import fs from 'fs'`,
    )
    expect(texts).toEqual([ORDERS])
    expect(log).toEqual([`${ORDERS} floating`])
  })

  it('is waited for where a promise is made of the callback', () => {
    const { log } = read(
      `const data = await new Promise((resolve, reject) => fs.readFile(__dirname + '/sql/orders.sql', (error, data) => error ? reject(error) : resolve(data)))
       await db.run(data.toString())`,
      `import fs from 'fs'`,
    )
    expect(log).toEqual([ORDERS])
  })

  it('is listed with its folder', () => {
    const before = `import fs from 'fs'\nimport path from 'path'\nconst folder = path.join(__dirname, 'sql')`
    const { texts } = read(
      `for (const name of fs.readdirSync(folder).filter(each => path.extname(each) === '.sql')) await db.run(fs.readFileSync(path.join(folder, name), 'utf8'))`,
      before,
      {
        ...TEXTS,
        'db/migrations/sql/items.sql': 'DROP TABLE items',
        'db/migrations/sql/old/x.sql': 'SELECT 1',
      },
    )
    expect(texts).toEqual(['DROP TABLE items', ORDERS])
  })

  it('is there when asked', () => {
    const { log } = read(
      `const path = __dirname + '/sql/orders.sql'
       if (!fs.existsSync(path)) throw new Error('no file')
       await db.run(fs.readFileSync(path, 'utf8'))`,
      `import fs from 'fs'`,
    )
    expect(log).toEqual([ORDERS])
  })
})

describe('a text that cannot be read', () => {
  const before = `import fs from 'fs'`

  function reason(expression: string): string | undefined {
    const source = `${before}\nexport async function up(db) {\nawait db.sql(${expression})\n}\n`
    const [operation] = evaluateSource(source, { texts: TEXTS ?? {} }).run.operations
    return operation?.kind === 'opaque' ? `${operation.message} ${operation.remedy ?? ''}` : operation?.kind
  }

  it('says that there is no such file', () => {
    const message =
      'The SQL cannot be read: file not found: db/migrations/sql/none.sql. Correct the path, or keep the file in the project.'
    expect(reason(`fs.readFileSync(__dirname + '/sql/none.sql', 'utf8')`)).toBe(message)
    expect(reason(`fs.readFileSync(__dirname + '/sql/none.sql').toString().trim()`)).toBe(message)
  })

  it('says that the file is outside of the project', () => {
    expect(reason(`fs.readFileSync('/etc/schema.sql', 'utf8')`)).toMatch(
      'the file is outside of the project: /etc/schema.sql',
    )
    expect(reason(`fs.readFileSync(__dirname + '/../../../other/x.sql')`)).toMatch('outside of the project')
  })

  it('says that the path is not known', () => {
    expect(reason(`fs.readFileSync(process.env.SQL_FILE)`)).toMatch('the path is known only at run time')
  })
})

describe('a loader that the configuration tells', () => {
  const source = (call: string) =>
    `import { readSql } from '@shop/tools'\nexport async function up(db) { await db.run(${call}) }`
  const load = (call: string, path: string) =>
    evaluateSource(source(call), { texts: TEXTS ?? {}, code: { sqlLoaders: { readSql: path } } })

  it('reads beside the migration or from the root of the project', () => {
    expect(load(`readSql('orders')`, './sql/{0}.sql').texts).toEqual([ORDERS])
    expect(load(`await readSql('orders')`, '/db/migrations/sql/{0}.sql').texts).toEqual([ORDERS])
    expect(load(`await readSql('orders').then(text => text.trim())`, './sql/{0}.sql').texts).toEqual([
      ORDERS.trim(),
    ])
    expect(load(`readSql('migrations', 'orders.sql')`, '/db/{0}/sql/{1}').filesRead).toEqual([
      'db/migrations/sql/orders.sql',
    ])
  })

  it('may be a class', () => {
    expect(load(`new readSql('orders')`, './sql/{0}.sql').texts).toEqual([ORDERS])
  })

  it('says what is missing', () => {
    const { run } = load(`readSql('none')`, './sql/{0}.sql')
    expect(run.operations).toHaveLength(1)
    expect(load(`readSql(process.env.NAME)`, './sql/{0}.sql').texts).toEqual(['<unknown>'])
  })
})
