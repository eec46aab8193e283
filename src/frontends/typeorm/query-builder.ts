/** TypeORM's query builder, as far as the table and the kind of statement can be told. */
import { flag } from '../../model/names.ts'
import { splitName, textOf } from '../typescript/arguments.ts'
import { hostValue, unknown } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from '../typescript/values.ts'

interface Statement {
  readonly kind: 'selectRows' | 'insertRows' | 'updateRows' | 'deleteRows'
  readonly entity?: Value | undefined
  readonly hasWhere?: boolean
}

const ROWS = unknown('query result', 'the rows are known only at run time')

/** A builder that was made for an entity, or for none yet. */
export function queryBuilder(entity: Value | undefined): HostObject {
  return builder({ kind: 'selectRows', entity })
}

function builder(statement: Statement): HostObject {
  const become =
    (kind: Statement['kind']): HostMethod =>
    call =>
      hostValue(builder({ kind, entity: call.args[0] ?? statement.entity }))
  const target: HostMethod = call => hostValue(builder({ ...statement, entity: call.args[0] }))
  const where: HostMethod = () => hostValue(builder({ ...statement, hasWhere: true }))
  return {
    name: 'the query builder',
    reachesDatabase: true,
    methods: {
      insert: become('insertRows'),
      update: become('updateRows'),
      delete: become('deleteRows'),
      softDelete: become('updateRows'),
      restore: become('updateRows'),
      relation: () => hostValue(RELATION),
      into: target,
      from: target,
      where,
      andWhere: where,
      whereInIds: where,
      execute: call => run(call, statement),
    },
    otherCall: (method, call) =>
      /^(?:get|stream)/u.test(method) ? run(call, statement) : hostValue(builder(statement)),
  }
}

/** `relation(…).of(…)`: adding and removing is done at once. */
const RELATION: HostObject = {
  name: 'the relation',
  reachesDatabase: true,
  methods: { of: call => call.self },
  otherCall: (method, call) => {
    if (/^load/u.test(method)) return run(call, { kind: 'selectRows' })
    call.opaque({
      reason: 'other file',
      message: 'The relation is changed through an entity of another file.',
      remedy: 'Write the change as SQL: entities change after the migration was written.',
    })
    return call.promise(ROWS)
  },
}

function run(call: HostCall, { kind, entity, hasWhere }: Statement): Value {
  const name = textOf(entity)
  if (kind === 'selectRows') {
    const reads = name === undefined ? [] : [splitName(name)]
    call.emit({ kind, functions: [], reads, ...(call.resultUsed ? { resultUsed: true } : {}) })
    return call.promise(ROWS)
  }
  if (name === undefined) {
    call.opaque({
      reason: 'other file',
      message: 'The query builder changes rows of an entity of another file.',
      remedy: 'Write the change as SQL: entities change after the migration was written.',
    })
    return call.promise(ROWS)
  }
  const table = splitName(name)
  const where = flag(hasWhere) ? { where: { sql: '…', functions: [], columns: [], provesNotNull: [] } } : {}
  if (kind === 'insertRows') call.emit({ kind, table, columns: [], reads: [] })
  else if (kind === 'updateRows') call.emit({ kind, table, set: [], reads: [], ...where })
  else call.emit({ kind, table, reads: [], ...where })
  return call.promise(ROWS)
}
