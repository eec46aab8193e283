/** Reads the statements of a PL/pgSQL block: what runs always, under a condition, in a loop or as a guarded attempt. */
import type { Flow } from '../../model/operation-base.ts'
import type { BareOperation } from '../../model/operation.ts'
import { locateStatement, type Located } from '../located.ts'
import { parseSql } from '../parse.ts'
import type { Range } from '../spans.ts'
import { BodyCursor, contentRange } from './body.ts'
import { withHoles, type HoledText } from '../holes.ts'
import { executedText } from './executed-text.ts'
import type { PlBlock, PlBodies, PlExpr, PlStatement } from './tree.ts'

/** A block being read. */
interface Reading {
  readonly text: string
  /** Finds the statements' places; absent when the body is not written out plainly. */
  readonly cursor: BodyCursor | undefined
  /** Shown for what has no place of its own. */
  readonly head: Range
  readonly located: Located[]
}

type Read<Body> = (body: Body, flow: Flow | undefined, reading: Reading) => void

/** The operations of a block whose body stands at `body`. */
export function readBlock(
  text: string,
  block: PlBlock,
  head: Range,
  body: Range | undefined,
): readonly Located[] {
  const reading: Reading = { text, cursor: body && new BodyCursor(text, body), head, located: [] }
  readNested(block, undefined, reading)
  return reading.located
}

const STATEMENTS: { readonly [K in keyof PlBodies]: Read<PlBodies[K]> } = {
  PLpgSQL_stmt_block: readNested,
  PLpgSQL_stmt_if: readIf,
  PLpgSQL_stmt_case: (body, _flow, reading) => {
    if (body.t_expr) readCondition(body.t_expr, reading)
    for (const { PLpgSQL_case_when: branch } of body.case_when_list ?? []) {
      readAll(branch.stmts, 'conditional', reading)
    }
    readAll(body.else_stmts, 'conditional', reading)
  },
  PLpgSQL_stmt_loop: readLoop,
  PLpgSQL_stmt_while: readLoop,
  PLpgSQL_stmt_fori: readLoop,
  PLpgSQL_stmt_fors: (body, flow, reading) => {
    if (body.query) readSqlText(body.query, flow, reading, { used: true })
    readAll(body.body, 'repeated', reading)
  },
  PLpgSQL_stmt_forc: readLoop,
  PLpgSQL_stmt_dynfors: (body, flow, reading) => {
    if (body.query) readExecuted(body.query, flow, reading)
    readAll(body.body, 'repeated', reading)
  },
  PLpgSQL_stmt_foreach_a: readLoop,
  PLpgSQL_stmt_execsql: (body, flow, reading) => {
    readSqlText(body.sqlstmt, flow, reading, { used: true })
  },
  PLpgSQL_stmt_dynexecute: (body, flow, reading) => {
    readExecuted(body.query, flow, reading)
  },
  PLpgSQL_stmt_perform: (body, flow, reading) => {
    readSqlText(body.expr, flow, reading, { used: false })
  },
  PLpgSQL_stmt_call: (body, flow, reading) => {
    readSqlText(body.expr, flow, reading, { used: false })
  },
  PLpgSQL_stmt_assign: readAssignment,
  PLpgSQL_stmt_assert: ({ cond }, flow, reading) => {
    const range = locate(cond, reading) ?? reading.head
    add({ kind: 'assertQuery', sql: queryOf(cond) }, range, flow, reading)
  },
  PLpgSQL_stmt_raise: (body, flow, reading) => {
    const range = reading.cursor?.findStatement(/\braise\b/u)
    if (!raisesError(body)) return
    add({ kind: 'assertQuery', sql: 'false', message: body.message }, range ?? reading.head, flow, reading)
  },
  PLpgSQL_stmt_commit: (_body, flow, reading) => {
    const range = reading.cursor?.findStatement(/\bcommit\b/u) ?? reading.head
    add({ kind: 'transactionControl', action: 'commit' }, range, flow, reading)
  },
  PLpgSQL_stmt_rollback: (_body, flow, reading) => {
    const range = reading.cursor?.findStatement(/\brollback\b/u) ?? reading.head
    add({ kind: 'transactionControl', action: 'rollback' }, range, flow, reading)
  },
}

/** RAISE without a level is EXCEPTION; the number is PostgreSQL's ERROR. */
function raisesError({ elog_level }: PlBodies['PLpgSQL_stmt_raise']): boolean {
  return elog_level === undefined || elog_level >= 21
}

function readAll(
  statements: readonly PlStatement[] | undefined,
  flow: Flow | undefined,
  reading: Reading,
): void {
  for (const statement of statements ?? []) readOne(statement, flow, reading)
}

function readOne(statement: PlStatement, flow: Flow | undefined, reading: Reading): void {
  for (const kind of KINDS) visit(kind, statement, flow, reading)
}

const KINDS = Object.keys(STATEMENTS).filter((kind): kind is keyof PlBodies => kind in STATEMENTS)

function visit<K extends keyof PlBodies>(
  kind: K,
  statement: PlStatement,
  flow: Flow | undefined,
  reading: Reading,
): void {
  const body: PlBodies[K] | undefined = statement[kind]
  if (body !== undefined) STATEMENTS[kind](body, flow, reading)
}

/** What an EXCEPTION section may undo is an attempt; what stands in the section runs only after a failure. */
function readNested(block: PlBlock, flow: Flow | undefined, reading: Reading): void {
  const handlers = block.exceptions?.PLpgSQL_exception_block.exc_list
  readAll(block.body, handlers ? 'guarded' : flow, reading)
  for (const { PLpgSQL_exception: handler } of handlers ?? []) readAll(handler.action, 'conditional', reading)
}

/** Conditions on the catalog guard against doing a thing twice: `IF NOT EXISTS (SELECT … FROM pg_constraint …)`. */
const CATALOG = /\bpg_(?!sleep|advisory|notify)\w+|\binformation_schema\b|\bto_reg\w+/iu

function readIf(body: PlBodies['PLpgSQL_stmt_if'], _flow: Flow | undefined, reading: Reading): void {
  const guard = CATALOG.test(queryOf(body.cond))
  const flow: Flow = guard ? 'guarded' : 'conditional'
  const first = body.then_body?.[0]?.PLpgSQL_stmt_raise
  if (first && raisesError(first)) readAssertion(body.cond, first.message, reading)
  else {
    readCondition(body.cond, reading)
    readAll(body.then_body, flow, reading)
  }
  for (const { PLpgSQL_if_elsif: branch } of body.elsif_list ?? []) {
    readCondition(branch.cond, reading)
    readAll(branch.stmts, flow, reading)
  }
  readAll(body.else_body, flow, reading)
}

function readAssertion(condition: PlExpr, message: string | undefined, reading: Reading): void {
  const range = locate(condition, reading) ?? reading.head
  add({ kind: 'assertQuery', sql: queryOf(condition), message }, range, undefined, reading)
  reading.cursor?.findStatement(/\braise\b/u)
}

function readLoop(body: PlBodies['PLpgSQL_stmt_loop'], _flow: Flow | undefined, reading: Reading): void {
  if (body.cond) readCondition(body.cond, reading)
  readAll(body.body, 'repeated', reading)
}

/** Conditions only read; what they read of the catalog is of no interest. */
function readCondition(condition: PlExpr, reading: Reading): void {
  if (!CATALOG.test(queryOf(condition)))
    readValue(queryOf(condition), locate(condition, reading), undefined, reading)
  else locate(condition, reading)
}

function readAssignment(
  { expr }: PlBodies['PLpgSQL_stmt_assign'],
  flow: Flow | undefined,
  reading: Reading,
): void {
  const range = locate(expr, reading)
  readValue(queryOf(expr).replace(/^[^=]*?:?=/u, ''), range, flow, reading)
}

/** An expression matters when it reads tables or changes a parameter. */
function readValue(value: string, range: Range | undefined, flow: Flow | undefined, reading: Reading): void {
  const query = `SELECT ${value}`
  for (const statement of parseSql(query).statements) {
    if (statement.kind !== 'parsed') continue
    for (const { operation } of locateStatement(query, statement)) {
      if (operation.kind === 'noOperation') continue
      if (operation.kind !== 'selectRows') add(operation, range ?? reading.head, flow, reading)
      else if (operation.reads.length > 0) {
        add({ ...operation, resultUsed: true }, range ?? reading.head, flow, reading)
      }
    }
  }
}

function readSqlText(
  expr: PlExpr,
  flow: Flow | undefined,
  reading: Reading,
  { used }: { used: boolean },
): void {
  readQuery(queryOf(expr), locate(expr, reading), flow, reading, used)
}

/** Reads a text of its own; where the body has it letter by letter, each operation keeps its exact place. */
function readQuery(
  query: string,
  range: Range | undefined,
  flow: Flow | undefined,
  reading: Reading,
  used: boolean,
  shown = (operation: BareOperation): BareOperation => operation,
): void {
  const shift = range && range.end - range.start === query.length ? range.start : undefined
  for (const statement of parseSql(query).statements) {
    const read: readonly Located[] =
      statement.kind === 'parsed'
        ? locateStatement(query, statement)
        : [
            {
              operation: { kind: 'opaque', reason: 'syntax error', message: statement.message },
              range: statement,
            },
          ]
    for (const each of read) {
      const { start, end } = each.range
      const exact = shift === undefined ? (range ?? reading.head) : { start: shift + start, end: shift + end }
      add(shown(asUsed(each.operation, used)), exact, flow, reading, each.longNames)
    }
  }
}

/** Inside a block SELECT stands only with INTO or in a loop, so its result is used. */
function asUsed(operation: BareOperation, used: boolean): BareOperation {
  return used && operation.kind === 'selectRows' ? { ...operation, resultUsed: true } : operation
}

/** What EXECUTE runs; variables in it stand as `${variable}`. */
function readExecuted(expr: PlExpr, flow: Flow | undefined, reading: Reading): void {
  const range = locate(expr, reading)
  const executed = executedText(queryOf(expr))
  if (executed === undefined || !isReadable(executed)) {
    const message = 'EXECUTE runs a text that is known only at run time.'
    add({ kind: 'opaque', reason: 'run-time value', message }, range ?? reading.head, flow, reading)
    return
  }
  const inner = range && contentRange(reading.text, range)
  const literal = inner && reading.text.slice(inner.start, inner.end) === executed.text
  const place = literal ? inner : (range ?? reading.head)
  readQuery(executed.text, place, flow, reading, false, operation => withHoles(operation, executed))
}

/** A variable may stand for more than a name: then the text does not parse without its value. */
function isReadable(executed: HoledText): boolean {
  return (
    executed.sources.size === 0 ||
    parseSql(executed.text).statements.every(statement => statement.kind === 'parsed')
  )
}

function add(
  operation: BareOperation,
  range: Range,
  flow: Flow | undefined,
  reading: Reading,
  longNames?: Located['longNames'],
): void {
  reading.located.push({ operation, range, flow, inBlock: true, longNames })
}

/** PostgreSQL puts SELECT in the place of PERFORM, and blanks in that of INTO and its targets. */
function locate(expr: PlExpr, { cursor }: Reading): Range | undefined {
  const query = queryOf(expr)
  const found = cursor?.find(query)
  if (found) return found
  const [beforeInto = ''] = query.split(/ {5,}/u)
  if (beforeInto.length < query.length) return cursor?.find(beforeInto, query.length)
  return cursor?.find(query.replace(/^\s*SELECT\s+/iu, ''))
}

function queryOf(expr: PlExpr): string {
  return expr.PLpgSQL_expr.query
}
