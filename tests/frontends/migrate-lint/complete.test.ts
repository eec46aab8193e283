/** Every call of `op`, of a batch and of the runner's helpers stands in some fixture. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { batchOf } from '../../../src/frontends/migrate-lint/op-batch.ts'
import { OP } from '../../../src/frontends/migrate-lint/op.ts'
import { RUNNER } from '../../../src/frontends/migrate-lint/runner-module.ts'
import { TYPE_NAMES } from '../../../src/frontends/migrate-lint/columns.ts'
import { textAt } from '../../../src/frontends/typescript/value-tools.ts'
import type { Value } from '../../../src/frontends/typescript/values.ts'
import { createSourceFile } from '../../../src/source/source-file.ts'
import { spanOf } from '../../../src/source/span.ts'

const FOLDER = fileURLToPath(new URL('../../../fixtures/frontends/migrate-lint/', import.meta.url))
const TEXT = readdirSync(FOLDER)
  .filter(name => /\.[jt]s$/u.test(name))
  .map(name => readFileSync(FOLDER + name, 'utf8'))
  .join('\n')

function methodsOf(value: Value | undefined): readonly string[] {
  return value?.kind === 'host' ? Object.keys(value.host.methods ?? {}) : []
}

function propertyOf(value: Value, name: string): Value | undefined {
  return value.kind === 'host' ? value.host.properties?.[name] : undefined
}

const TABLE = textAt('orders', spanOf(createSourceFile('a.ts', ''), 0, 0))

const CALLS = [
  ...methodsOf(OP).map(name => `op.${name}(`),
  ...methodsOf(propertyOf(OP, 'connection')).map(name => `.${name}(`),
  ...Object.keys(batchOf(TABLE).methods ?? {}).map(name => `batch.${name}(`),
  ...methodsOf(propertyOf(RUNNER, 'sql')).map(name => `sql.${name}(`),
  ...methodsOf(RUNNER).map(name => `${name}(`),
  ...Object.keys(TYPE_NAMES).map(name => `t.${name}(`),
]

describe('the fixtures of our own migrations', () => {
  it.each([...new Set(CALLS)])('say %s…)', call => {
    expect(TEXT).toContain(call)
  })
})
