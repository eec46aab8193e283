/** A script of SQLite as a target: its statements are run as they stand. */
import { splitStatements } from '../../database/sqlite-statements.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { sqliteTokens, type SqliteToken } from '../../sql/sqlite/tokens.ts'
import type { Source } from './source.ts'

/** The statements that make a schema; what else there is changes nothing that is compared. */
export function sqliteScript(file: SourceFile): Pick<Source, 'operations' | 'notCompared'> {
  const statements = splitStatements(file.text).map(({ sql }) => ({ sql, tokens: sqliteTokens(sql) }))
  const read = statements.map(({ sql, tokens }) => ({ operation: schemaOperation(sql, tokens), tokens }))
  const others = read.filter(({ operation }) => operation === undefined)
  return {
    operations: read.flatMap(({ operation }) => operation ?? []),
    notCompared: [...new Set(others.flatMap(({ tokens }) => titleOfOther(tokens) ?? []))],
  }
}

/** Words between the verb and the kind of object. */
const BETWEEN: ReadonlySet<string> = new Set(['UNIQUE', 'TEMP', 'TEMPORARY'])
const BEFORE_NAME: ReadonlySet<string> = new Set(['IF', 'NOT', 'EXISTS'])

const TYPES = { TABLE: 'table', INDEX: 'index', VIEW: 'view' } as const
const VERBS = { CREATE: 'create', ALTER: 'alter', DROP: 'drop' } as const

function schemaOperation(sql: string, tokens: readonly SqliteToken[]): BareOperation | undefined {
  const verb = entryOf(VERBS, tokens[0]?.word)
  const at = tokens.findIndex(({ word }, i) => i > 0 && !BETWEEN.has(word))
  const objectType = entryOf(TYPES, tokens[at]?.word)
  if (!verb || !objectType) return undefined
  const name = nameAt(tokens.slice(at + 1).filter(({ word }) => !BEFORE_NAME.has(word)))
  // The shell writes the tables of SQLite itself as well.
  if (name === undefined || name.name.startsWith('sqlite_')) return undefined
  return { kind: 'objectDdl', verb, objectType, name, sql }
}

function entryOf<T>(table: Readonly<Record<string, T>>, word: string | undefined): T | undefined {
  return word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined
}

function nameAt([first, dot, second]: readonly SqliteToken[]): QualifiedName | undefined {
  const name = dot?.text === '.' ? second?.name : first?.name
  return name === undefined ? undefined : { name }
}

const ROWS: ReadonlySet<string> = new Set(['INSERT', 'REPLACE', 'UPDATE', 'DELETE'])

/** Undefined for what leaves nothing behind: PRAGMA, BEGIN and their like. */
function titleOfOther(tokens: readonly SqliteToken[]): string | undefined {
  const [first] = tokens
  if (first && ROWS.has(first.word)) return 'rows'
  const kind = tokens.find(({ word }) => word === 'TRIGGER' || word === 'VIRTUAL')
  if (first?.word !== 'CREATE' || !kind) return undefined
  const words = tokens
    .slice(tokens.indexOf(kind) + 1)
    .filter(({ word }) => !BEFORE_NAME.has(word) && word !== 'TABLE')
  return `${kind.word === 'VIRTUAL' ? 'virtual table' : 'trigger'} ${nameAt(words)?.name ?? ''}`
}
