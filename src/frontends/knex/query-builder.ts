/** Query builders: `knex('orders').where(…).update(…)`, https://knexjs.org/guide/query-builder.html */
import type { BareOperation } from '../../model/operation.ts'
import type { MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { hostValue, stringValue, unknown } from '../typescript/value-tools.ts'
import type { HostCall, Value } from '../typescript/values.ts'
import { stepOf, type SqlHost, type Step } from './drafts.ts'
import { writeQuery, type Written } from './queries.ts'
import { whereClause, type QueryDraft } from './query-draft.ts'
import { BUILDER_METHODS } from './schema-builder.ts'
import { writeWhere } from './wheres.ts'
import type { Given } from '../typescript/given.ts'
import { write } from '../typescript/written-sql.ts'

const ACTIONS: Readonly<Record<string, QueryDraft['action']>> = {
  insert: 'insert',
  upsert: 'insert',
  update: 'update',
  increment: 'update',
  decrement: 'update',
  del: 'delete',
  delete: 'delete',
  truncate: 'truncate',
  first: 'first',
  pluck: 'pluck',
}

/** A query on a table that runs when it is awaited, unless it becomes a part of another. */
export function queryBuilder(table: Given | undefined, span: Span): SqlHost {
  const draft: QueryDraft = {
    table,
    action: 'select',
    data: undefined,
    wheres: [],
    havings: [],
    steps: [],
    span,
  }
  let embedded = false
  return {
    name: 'knex query',
    reachesDatabase: true,
    embed() {
      embedded = true
      return asPart(draft)
    },
    otherCall(method, call) {
      if (method === 'toString' || method === 'toQuery') {
        embedded = true
        return stringValue(asPart(draft))
      }
      addStep(draft, method, call)
      return call.self
    },
    settle(call) {
      if (!embedded) send(writeQuery(draft), draft, call)
      return call.promise(unknown('query result', 'the rows are known only at run time'))
    },
  }
}

/** Only conditions and no table: the predicate of a partial index. */
function asPart(draft: QueryDraft): MappedText {
  if (!draft.table) return write(draft.span, ...whereClause(draft))
  const written = writeQuery(draft)
  return 'text' in written ? written.text : write(draft.span, 'select * from ', write(draft.span, 'unknown'))
}

function send(written: Written, draft: QueryDraft, call: HostCall): void {
  if ('text' in written) call.sql(stringValue(written.text))
  else if ('operation' in written) call.emit(written.operation as BareOperation, draft.span)
}

function addStep(draft: QueryDraft, method: string, call: HostCall): void {
  const step = stepOf(method, call)
  const [first] = step.args
  if (BUILDER_METHODS.has(method)) return
  if (['from', 'into', 'table'].includes(method)) draft.table = first
  else if (method === 'withSchema') draft.schema = first
  else if (/^clear/u.test(method)) clear(draft, method)
  else if (method === 'modify') call.invoke(first?.value, [call.self, ...call.args.slice(1)])
  else if (/where|having/iu.test(method)) addWhere(draft, step, call)
  else if (Object.hasOwn(ACTIONS, method)) {
    draft.action = ACTIONS[method] ?? 'select'
    draft.data = step
    if (method === 'first' || method === 'pluck') draft.steps.push({ ...step, method: 'select' })
  } else draft.steps.push(step)
}

/** `clearWhere()` and its like take back what was said. */
function clear({ wheres, havings, steps }: QueryDraft, method: string): void {
  if (method === 'clearWhere') wheres.length = 0
  else if (method === 'clearHaving') havings.length = 0
  else {
    const cleared = CLEARED[method]
    const kept = steps.filter(step => !cleared?.test(step.method))
    steps.splice(0, steps.length, ...kept)
  }
}

const CLEARED: Readonly<Record<string, RegExp>> = {
  clearSelect: /^(?:select|columns?|distinct)$/u,
  clearOrder: /^orderBy/u,
  clearGroup: /^groupBy/u,
}

function addWhere(draft: QueryDraft, step: Step, call: HostCall): void {
  const method = step.method.replace(/having/iu, name => (name === 'having' ? 'where' : 'Where'))
  const conditions = method === step.method ? draft.wheres : draft.havings
  const text = writeWhere({ ...step, method }, callback => nested(callback, call))
  if (text) conditions.push({ joiner: /^or/u.test(step.method) ? 'or' : 'and', text })
}

/** The conditions or the query that a callback makes, in parentheses. */
function nested(callback: Value, call: HostCall): MappedText {
  const host = queryBuilder(undefined, call.span)
  const self = hostValue(host)
  call.invoke(callback.kind === 'function' ? { ...callback, self } : callback, [self])
  return host.embed()
}
