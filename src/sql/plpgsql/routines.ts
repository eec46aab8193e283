/** DO blocks, which run, and bodies of functions, which are only checked. */
import type { BareOperation } from '../../model/operation.ts'
import { looksForeign } from '../dialects.ts'
import type { Located } from '../located.ts'
import { pick, stringOf, stringsOf, itemsOf, type Node } from '../lower/nodes.ts'
import { optionNamed } from '../lower/print.ts'
import { tokensOf } from '../lexer.ts'
import { parseSql, type ParsedStatement } from '../parse.ts'
import { headOf, wordAt, type Range } from '../spans.ts'
import { bodyRange } from './body.ts'
import { readBlock } from './do-block.ts'
import { parsePlpgsql } from './tree.ts'

/** A mistake inside a body. */
export interface BodyError {
  readonly message: string
  readonly range: Range
}

/** What a DO block does, or what is wrong with it. */
export interface RoutineReading {
  readonly located: readonly Located[]
  readonly errors: readonly BodyError[]
}

interface Routine {
  readonly language: string
  readonly body: string
}

function routineOf(options: readonly Node[] | undefined): Routine | undefined {
  const arg = optionNamed(options, 'as')?.arg
  const body = stringOf(arg) ?? stringsOf(itemsOf(arg))[0]
  const language = stringOf(optionNamed(options, 'language')?.arg)?.toLowerCase() ?? 'plpgsql'
  return body === undefined ? undefined : { language, body }
}

/** Reads a DO block; nothing for other statements. */
export function readDo(text: string, statement: ParsedStatement): RoutineReading | undefined {
  const block = pick(statement.node, 'DoStmt')
  if (!block) return undefined
  const head = headOf(text, statement)
  const routine = routineOf(block.args)
  if (routine?.language !== 'plpgsql') {
    return opaque('other language', `A DO block in ${routine?.language ?? 'no language'}.`, head)
  }
  const range = bodyRange(text, statement, routine.body)
  const parsed = parsePlpgsql(text.slice(statement.start, statement.end))
  if (parsed.kind === 'limit') return opaque('limit', parsed.message, head)
  if (parsed.kind === 'block') return { located: readBlock(text, parsed.block, head, range), errors: [] }
  // Without the catalog some correct blocks are refused; of their syntax PostgreSQL is sure.
  if (!isSyntaxError(parsed.message))
    return opaque('unsupported statement', `A DO block: ${parsed.message}.`, head)
  const errors = [{ message: parsed.message, range: errorRange(text, parsed.message, range) ?? head }]
  return { ...opaque('syntax error', parsed.message, head), errors }
}

/** Mistakes in the body of CREATE FUNCTION and CREATE PROCEDURE, in SQL or PL/pgSQL. */
export function bodyErrors(text: string, statement: ParsedStatement): readonly BodyError[] {
  const created = pick(statement.node, 'CreateFunctionStmt')
  const routine = created && routineOf(created.options)
  if (!routine) return []
  const range = bodyRange(text, statement, routine.body)
  if (routine.language === 'sql') return sqlErrors(routine.body, range, headOf(text, statement))
  if (routine.language !== 'plpgsql') return []
  const parsed = parsePlpgsql(text.slice(statement.start, statement.end))
  if (parsed.kind !== 'refused' || !isSyntaxError(parsed.message)) return []
  return [
    { message: parsed.message, range: errorRange(text, parsed.message, range) ?? headOf(text, statement) },
  ]
}

function sqlErrors(body: string, range: Range | undefined, head: Range): readonly BodyError[] {
  return parseSql(body).statements.flatMap(statement => {
    if (statement.kind !== 'refused' || looksForeign(body)) return []
    const { start, end } = wordAt(body, statement.at, statement)
    const at = range?.start
    return [
      { message: statement.message, range: at === undefined ? head : { start: at + start, end: at + end } },
    ]
  })
}

function isSyntaxError(message: string): boolean {
  return /^(?:syntax error|unterminated|missing )/u.test(message)
}

/** PL/pgSQL tells the offending word but not its place; a word that stands there once is found. */
function errorRange(text: string, message: string, body: Range | undefined): Range | undefined {
  const word = /at or near "(.+)"$/su.exec(message)?.[1]
  if (!body || word === undefined) return undefined
  const found = tokensOf(text, body.start, body.end).filter(
    token => text.slice(token.start, token.end) === word,
  )
  return found.length === 1 ? found[0] : undefined
}

function opaque(
  reason: Extract<BareOperation, { kind: 'opaque' }>['reason'],
  message: string,
  range: Range,
): RoutineReading {
  return { located: [{ operation: { kind: 'opaque', reason, message }, range }], errors: [] }
}
