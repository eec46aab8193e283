/** The parser loaded synchronously gives what the package's own asynchronous interface gives. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { loadModule, parsePlPgSQLSync, parseSync } from 'libpg-query'
import { beforeAll, describe, expect, it } from 'vitest'
import { parsePlpgsqlRaw, parseRaw } from '../../src/sql/engine.ts'
import { splitSql } from '../../src/sql/split.ts'

const ROOT = resolve(import.meta.dirname, '../..')

/** Every text in SQL that the repository has, and those between quotes in the tests of src/sql. */
const texts = [...sqlFiles(join(ROOT, 'rules')), ...sqlFiles(join(ROOT, 'fixtures')), ...testInputs()]

beforeAll(loadModule)

describe('the synchronous parser', () => {
  it('has something to be compared on', () => {
    expect(texts.length).toBeGreaterThan(300)
  })

  it('gives the same trees and the same errors as the public interface', () => {
    for (const text of texts) expect(ownParse(text), text).toEqual(publicParse(text))
  })

  it('gives the same for each statement alone', () => {
    const statements = texts.flatMap(text =>
      splitSql(text).chunks.map(({ start, end }) => text.slice(start, end)),
    )
    for (const statement of statements) expect(ownParse(statement), statement).toEqual(publicParse(statement))
  })

  it('gives the same trees of PL/pgSQL', () => {
    const bodies = texts.filter(text => /;\s*$/u.test(text) && !text.includes('$$'))
    const blocks = bodies.map(body => `DO $$ DECLARE x text; r record; BEGIN ${body} END $$`)
    // A body that is no string (`RETURN 1`, `BEGIN ATOMIC`) makes the parser abort; such functions are never given to it.
    const hasString = (text: string) => /^\s*(?:DO|CREATE FUNCTION)\b.*(?:'|\$\$)/isu.test(text)
    const routines = [...texts.filter(hasString), ...blocks]
    expect(routines.length).toBeGreaterThan(20)
    for (const text of routines) {
      const raw = parsePlpgsqlRaw(text)
      const own =
        raw.kind === 'json' ? (JSON.parse(raw.json) as unknown) : raw.kind === 'refused' && raw.error.message
      expect(own, text).toEqual(attempt(() => parsePlPgSQLSync(text)))
    }
  })
})

function ownParse(text: string): unknown {
  const raw = parseRaw(text)
  if (raw.kind === 'json') return JSON.parse(raw.json) as unknown
  return raw.kind === 'refused' ? raw.error.message : raw.kind
}

function publicParse(text: string): unknown {
  return attempt(() => parseSync(text))
}

function attempt(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error instanceof Error ? error.message : error
  }
}

function sqlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.sql'))
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .filter(text => text !== '' && !text.includes('\0'))
}

function testInputs(): string[] {
  return readdirSync(import.meta.dirname)
    .filter(name => name.endsWith('.test.ts') && name !== 'identity.test.ts')
    .map(name => readFileSync(join(import.meta.dirname, name), 'utf8'))
    .flatMap(text => [...text.matchAll(/'((?:[^'\\\n]|\\.)+)'|"([^"\n]+)"|`([^`$]+)`/gu)])
    .map(([, single, double, template]) => single?.replaceAll("\\'", "'") ?? double ?? template ?? '')
    .filter(text => text.includes(' '))
}
