/** Every method that Knex declares is read as what Knex sends for it, or it is said why there is nothing to read. */
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { Knex } from 'knex'
import { describe, expect, it } from 'vitest'
import { knex } from '../../../src/frontends/knex/index.ts'
import { declaredMethods } from '../declared-methods.ts'
import { memoryProject, readAll } from '../memory-project.ts'
import { said, saidBySql } from '../said.ts'
import { DECLARED } from './declared-calls.ts'
import { recordSql } from './recording-knex.ts'

const TYPES = `${dirname(createRequire(import.meta.url).resolve('knex/package.json'))}/types/index.d.ts`

const CASES = DECLARED.map(each => ({ ...each, methods: declaredMethods(TYPES, each.interface) }))

describe.each(CASES)('Knex: $interface', ({ methods, calls, unread, around }) => {
  it('has a call, or a reason why it has none, for each method and nothing else', () => {
    expect([...new Set([...Object.keys(calls), ...Object.keys(unread)])].sort()).toEqual(methods)
  })

  it.each(Object.entries(calls).filter(([name]) => !Object.hasOwn(unread, name)))(
    '%s%s',
    async (name, args) => {
      const body = around(name + args)
      const text = `exports.up = async knex => { await ${body} }\nexports.down = () => {}\n`
      const [migration] = readAll(knex, memoryProject({ 'migrations/1.cjs': text }))
      const up = new Function('knex', `return ${body}`) as (knex: Knex) => unknown
      const sent = await recordSql(up, { exists: false, transaction: false })
      expect(said(migration?.up ?? [])).toEqual(saidBySql(sent))
    },
  )
})
