/** SELECT, VALUES and CALL. */
import type { BareOperation } from '../../model/operation.ts'
import { flag } from '../../model/names.ts'
import { tableFromQuery } from './create-table.ts'
import { lowerWith } from './data.ts'
import { functionName, functionsIn, literalOf } from './expression.ts'
import { nothing, whole, type Lowered, type StatementContext } from './lowered.ts'
import { pick, pickAll, type CallStmt, type Node, type SelectStmt } from './nodes.ts'
import { printStatement } from './statement-text.ts'
import { tablesRead } from './tables-read.ts'

/** A query: it makes a table, sets parameters, calls functions, reads tables, or does nothing. */
export function lowerSelect(statement: SelectStmt, context: StatementContext): readonly Lowered[] {
  const into = intoOf(statement)
  if (into) return whole(tableFromQuery(into, { SelectStmt: withoutInto(statement) }, context))
  const changes = lowerWith(statement.withClause, context)
  const targets = pickAll(statement.targetList, 'ResTarget')
  const parameters = statement.fromClause ? [] : targets.flatMap(setConfig)
  if (parameters.length > 0 && parameters.length === targets.length) return [...changes, ...parameters]
  const reads = tablesRead(statement)
  const functions = functionsIn(statement)
  if (reads.length === 0 && functions.length === 0) {
    return changes.length > 0 ? changes : nothing('A query that reads no table and calls no function.')
  }
  const query: BareOperation = {
    kind: 'selectRows',
    reads,
    functions,
    locksRows: flag(statement.lockingClause !== undefined),
    sql: printStatement({ SelectStmt: statement }, context),
  }
  return [...changes, ...parameters, { operation: query }]
}

function withoutInto(statement: SelectStmt): SelectStmt {
  const { intoClause, larg, ...query } = statement
  return larg && !intoClause ? { ...query, larg: withoutInto(larg) } : { ...query, ...(larg && { larg }) }
}

/** In a union INTO stands in the first query. */
function intoOf(statement: SelectStmt): SelectStmt['intoClause'] {
  return statement.intoClause ?? (statement.larg && intoOf(statement.larg))
}

/** https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADMIN-SET */
function setConfig(target: { readonly val?: Node }): readonly Lowered[] {
  const call = pick(target.val, 'FuncCall')
  if (!call || functionName(call) !== 'set_config') return []
  const [name, value, local] = (call.args ?? []).map(literalOf)
  const scope = local === true || local === 't' || local === 'true' ? 'local' : 'session'
  if (typeof name !== 'string') return whole({ kind: 'setParameter', name: '', unknown: true, scope })
  const known = value === undefined || value === null ? { unknown: true as const } : { value: String(value) }
  return whole({ kind: 'setParameter', name: name.toLowerCase(), scope, ...known })
}

/** `CALL archive_orders()`. */
export function lowerCall(statement: CallStmt, context: StatementContext): readonly Lowered[] {
  return whole({
    kind: 'selectRows',
    reads: [],
    functions: functionsIn(statement.funccall ? { FuncCall: statement.funccall } : {}),
    sql: printStatement({ CallStmt: statement }, context),
  })
}
