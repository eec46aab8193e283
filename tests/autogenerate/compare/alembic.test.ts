/** The comparisons that Alembic was recorded with: ours finds the same, or what is listed as better. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Connection } from '../../../src/database/connection.ts'
import type { BareOperation } from '../../../src/model/operation.ts'
import { ALEMBIC } from './alembic-cases.ts'
import { sharedEmbedded } from '../../shared-embedded.ts'
import { provenOperations } from './on-postgres.ts'
import { provenOnSqlite } from './on-sqlite.ts'

type Recorded = readonly [
  name: string,
  outputs: Readonly<Record<string, readonly [up: string, down: string]>>,
]

const RECORD = resolve(import.meta.dirname, '../../../../shared/cases/runner/autogen_cases.json')
const recorded = existsSync(RECORD) ? (JSON.parse(readFileSync(RECORD, 'utf8')) as readonly Recorded[]) : []

/** What Alembic did, in our words: consecutive changes of one column are one. */
function inOurWords(output: string): readonly string[] {
  // op.f() marks a name that no convention changes.
  const plain = output.replace(/op\.f\(('[^']*')\)/gu, '$1').replace(/batch_op\.(\w+)\(/gu, `op.$1('t', `)
  const calls = plain.matchAll(/op\.(\w+)\(([\s\S]*?)(?=op\.\w+\(|$)/gu)
  return [...calls].flatMap(([, method = '', args = '']) => {
    if (method === 'batch_alter_table') return []
    const names = [...args.matchAll(/'([^']*)'/gu)].map(match => match[1] ?? '')
    return WORDS[method]?.(names, args) ?? [`${method}?`]
  })
}

const WORDS: Readonly<Record<string, (names: readonly string[], args: string) => readonly string[]>> = {
  create_table: ([table]) => [`createTable ${table}`],
  drop_table: ([table]) => [`dropTable ${table}`],
  create_index: ([name]) => [`createIndex ${name}`],
  drop_index: ([name]) => [`dropIndex ${name}`],
  add_column: ([table, column]) => [`addColumn ${table}.${column}`],
  drop_column: ([table, column]) => [`dropColumn ${table}.${column}`],
  alter_column: ([table, column]) => [`alterColumn ${table}.${column}`],
  create_foreign_key: ([name]) => [`addConstraint ${name}`],
  create_check_constraint: ([name]) => [`addConstraint ${name}`],
  create_unique_constraint: ([name], args) => [
    args.startsWith('None') ? 'addConstraint' : `addConstraint ${name}`,
  ],
  drop_constraint: ([name]) => [`dropConstraint ${name}`],
  create_table_comment: () => ['comment t'],
  drop_table_comment: () => ['comment t'],
}

/** Ours, in the same words. */
function inShort(operations: readonly BareOperation[]): readonly string[] {
  const words = operations.map(wordFor)
  return words.filter((word, at) => !word.startsWith('alterColumn') || words[at - 1] !== word)
}

function wordFor(operation: BareOperation): string {
  switch (operation.kind) {
    case 'createIndex':
      return `createIndex ${operation.name}`
    case 'dropIndex':
    case 'renameIndex':
      return `${operation.kind} ${operation.index.name}`
    case 'addColumn':
      return `addColumn ${operation.table.name}.${operation.column.name}`
    case 'dropColumn':
      return `dropColumn ${operation.table.name}.${operation.column}`
    case 'addConstraint':
      return `addConstraint ${operation.constraint.name ?? ''}`.trim()
    case 'dropConstraint':
    case 'renameConstraint':
      return `${operation.kind} ${operation.name}`
    case 'objectDdl':
      return operation.table
        ? `alterColumn ${operation.table.name}.${operation.name.name}`
        : `comment ${operation.name.name}`
    case 'createEnum':
    case 'addEnumValue':
    case 'dropType':
      return `${operation.kind} ${operation.type.name}`
    case 'createTable':
    case 'dropTable':
      return `${operation.kind} ${operation.table.name}`
    default:
      return 'column' in operation
        ? `alterColumn ${operation.table.name}.${String(operation.column)}`
        : operation.kind
  }
}

const byName = new Map(ALEMBIC.map(each => [each.name, each]))

describe.skipIf(recorded.length === 0)('a comparison that Alembic was recorded with', () => {
  const onPostgres = recorded.filter(([, { postgresql }]) => postgresql !== undefined)
  const onSqlite = recorded.filter(([, { sqlite }]) => sqlite !== undefined)
  let database: Connection
  let found: readonly (readonly BareOperation[])[] = []

  beforeAll(async () => {
    database = await sharedEmbedded()
    found = await provenOperations(
      database,
      onPostgres.map(([name]) => byName.get(name) ?? { from: '', to: '' }),
      { ownTables: onPostgres.map((_, at) => ({ schema: `case_${at}_`, name: 'alembic_version' })) },
    )
  })

  it('has its schemas in the list', () => {
    expect(recorded.map(([name]) => name)).toEqual(ALEMBIC.map(({ name }) => name))
  })

  it.each(onPostgres.map(([name, { postgresql }], at) => ({ name, output: postgresql?.[0] ?? '', at })))(
    'on PostgreSQL: $name',
    ({ name, output, at }) => {
      expect(inShort(found[at] ?? [])).toEqual(byName.get(name)?.better?.postgresql ?? inOurWords(output))
    },
  )

  it.each(onSqlite.map(([name, { sqlite }]) => ({ name, output: sqlite?.[0] ?? '' })))(
    'on SQLite: $name',
    async ({ name, output }) => {
      const { from, to, sqlite, better } = byName.get(name) ?? { from: '', to: '' }
      const { changes } = await provenOnSqlite(sqlite?.from ?? from, sqlite?.to ?? to, {
        ownTables: [{ name: 'alembic_version' }],
      })
      const operations = changes.flatMap(change => change.operations)
      expect(inShort(operations)).toEqual(better?.sqlite ?? inOurWords(output))
    },
  )
})
