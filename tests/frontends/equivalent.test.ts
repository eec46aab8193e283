/** One change, written in every framework that is read: all files of a folder say the operations of its `sql.sql`. */
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { frontends } from '../../src/frontends/index.ts'
import type { Frontend } from '../../src/frontends/frontend.ts'
import type { Migration } from '../../src/model/migration.ts'
import { memoryProject, readAll } from './memory-project.ts'
import { said } from './said.ts'

const FOLDER = resolve(import.meta.dirname, '../../fixtures/equivalent')
const CASES = readdirSync(FOLDER)

/** Where frameworks keep migrations that have names and folders of their own. */
const PLACES: Readonly<Record<string, (text: string) => Readonly<Record<string, string>>>> = {
  'db-migrate': text => ({ 'migrations/20260101000000-change.cjs': text }),
  prisma: text => ({ 'prisma/migrations/20260101000000_change/migration.sql': text }),
  drizzle: text => ({
    'drizzle/0000_change.sql': text,
    'drizzle/meta/_journal.json': JSON.stringify({
      version: '7',
      dialect: 'postgresql',
      entries: [{ idx: 0, version: '7', when: 1, tag: '0000_change', breakpoints: true }],
    }),
  }),
}

function read(frontend: Frontend, folder: string): readonly Migration[] {
  const name = readdirSync(`${FOLDER}/${folder}`).find(each => each.startsWith(`${frontend.name}.`))
  if (name === undefined) throw new RangeError(`${folder} is not written for ${frontend.title}`)
  const text = readFileSync(`${FOLDER}/${folder}/${name}`, 'utf8')
  const extension = name.slice(frontend.name.length)
  const files = PLACES[frontend.name]?.(text) ?? { [`migrations/20260101000000_change${extension}`]: text }
  return readAll(frontend, memoryProject(files))
}

/** A name in `public` is one that names no schema; which names a framework made is not said by SQL. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(
    ([key, field]) => key !== 'nameIsMade' && !(key === 'schema' && field === 'public'),
  )
  return Object.fromEntries(entries.map(([key, field]) => [key, plain(field)]))
}

function changes(frontend: Frontend, folder: string): readonly unknown[] {
  return read(frontend, folder).flatMap(({ up }) => said(up).map(plain))
}

const sql = frontends.find(({ name }) => name === 'sql')

describe.each(CASES)('%s', folder => {
  it.each(frontends.map(frontend => ({ title: frontend.title, frontend })))('in $title', ({ frontend }) => {
    const expected = sql ? changes(sql, folder) : []
    expect(expected).not.toEqual([])
    expect(changes(frontend, folder)).toEqual(expected)
  })
})

describe('every file', () => {
  it.each(CASES)('of %s is of a framework', folder => {
    const names = readdirSync(`${FOLDER}/${folder}`).map(name => name.replace(/\.\w+$/u, ''))
    expect(names.sort()).toEqual(frontends.map(({ name }) => name).sort())
  })
})
