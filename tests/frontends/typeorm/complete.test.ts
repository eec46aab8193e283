/** The table of calls against what TypeORM declares. */
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { queryRunner } from '../../../src/frontends/typeorm/query-runner.ts'
import { declaredMethods } from '../declared-methods.ts'

const FOLDER = dirname(createRequire(import.meta.url).resolve('typeorm'))

/** What sends nothing and tells nothing of the database. */
const NOT_READ = new Set(['broadcaster', 'data', 'isReleased', 'isTransactionActive'])

describe('the query runner of TypeORM', () => {
  const { methods, properties } = queryRunner(true)
  const declared = declaredMethods(`${FOLDER}/query-runner/QueryRunner.d.ts`, 'QueryRunner')

  it.each(declared.filter(name => !NOT_READ.has(name)))('%s is read', name => {
    expect(Object.hasOwn(methods ?? {}, name) || Object.hasOwn(properties ?? {}, name)).toBe(true)
  })

  it('has no method that is left out without need', () => {
    expect([...NOT_READ].filter(name => !declared.includes(name))).toEqual([])
  })
})
