/** TypeORM's query builder: https://typeorm.io/docs/query-builder/select-query-builder */
import type { MappedText } from '../../source/mapped-text.ts'
import { booleanOf, splitName, textOf } from '../typescript/arguments.ts'
import { hostValue, mappedOf, unknown } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from '../typescript/values.ts'
import { write } from '../typescript/written-sql.ts'
import { columnList } from './names.ts'
import { changeRows, condition, opaqueRows, type RowChange } from './rows.ts'

interface Draft extends Omit<RowChange, 'kind'> {
  readonly kind: RowChange['kind'] | 'selectRows'
  /** Tables that are joined. */
  readonly joins?: readonly Value[] | undefined
}

const ROWS = unknown('query result', 'the rows are known only at run time')

/** A builder that was made for an entity, or for none yet. */
export function queryBuilder(table: Value | undefined): HostObject {
  return builder({ kind: 'selectRows', table })
}

/** What a call adds to what was said before it. */
type Clause = (call: HostCall, draft: Draft) => Partial<Draft>

const become =
  (kind: Draft['kind']): Clause =>
  ({ args: [table] }, draft) => ({ kind, table: table ?? draft.table })

const also =
  (word: string): Clause =>
  ({ args: [given], span }, { where = [] }) => {
    const said = condition(given, span)
    return { where: where.length === 0 ? [said] : [...where, write(span, word, said)] }
  }

const join: Clause = ({ args: [table] }, { joins = [] }) => ({ joins: table ? [...joins, table] : joins })

const CLAUSES: Readonly<Record<string, Clause>> = {
  insert: become('insertRows'),
  delete: become('deleteRows'),
  update: (call, draft) => {
    const [first, second] = call.args
    // `update({…})` alone sets what it is given.
    const values = second ?? (first?.kind === 'object' ? first : undefined)
    return {
      kind: 'updateRows',
      table: first?.kind === 'object' ? draft.table : (first ?? draft.table),
      values,
    }
  },
  softDelete: become('updateRows'),
  restore: become('updateRows'),
  into: ({ args: [table, columns] }) => ({ table, columns }),
  from: ({ args: [table] }) => ({ table }),
  values: ({ args: [values] }) => ({ values }),
  set: ({ args: [values] }) => ({ values }),
  where: ({ args: [given], span }) => ({ where: [condition(given, span)] }),
  andWhere: also(' AND '),
  orWhere: also(' OR '),
  whereInIds: ({ span }) => ({ where: [condition(undefined, span)] }),
  andWhereInIds: also(' AND '),
  orWhereInIds: also(' OR '),
  orIgnore: ({ args: [statement] }, { tail = [] }) => ({
    tail: statement && !booleanOf(statement) ? tail : [...tail, ' ON CONFLICT DO NOTHING'],
  }),
  orUpdate: orUpdate,
  returning: returning,
  output: returning,
  innerJoin: join,
  leftJoin: join,
  innerJoinAndSelect: join,
  leftJoinAndSelect: join,
}

function returning({ args: [given], span }: HostCall, { tail = [] }: Draft): Partial<Draft> {
  const list = given?.kind === 'string' ? mappedOf(given) : columnList(given, span)
  return list ? { tail: [...tail, ' RETURNING ', list] } : {}
}

/** `orUpdate(overwritten, conflicting)`. */
function orUpdate({ args: [columns, target], span }: HostCall, { tail = [] }: Draft): Partial<Draft> {
  const names = columns?.kind === 'array' ? columns.elements.value.map(textOf) : undefined
  const keys = columnList(target, span)
  if (!names || !keys) return {}
  const set = names.map(name => `"${name ?? ''}" = EXCLUDED."${name ?? ''}"`).join(', ')
  const words: readonly (string | MappedText)[] = [' ON CONFLICT ( ', keys, ' ) DO UPDATE SET ', set]
  return { tail: [...tail, ...words] }
}

function builder(draft: Draft): HostObject {
  const clauses = Object.entries(CLAUSES).map(([name, clause]): [string, HostMethod] => [
    name,
    call => hostValue(builder({ ...draft, ...clause(call, draft) })),
  ])
  return {
    name: 'the query builder',
    reachesDatabase: true,
    methods: {
      ...Object.fromEntries(clauses),
      relation: () => hostValue(RELATION),
      execute: call => run(call, draft),
    },
    otherCall: (method, call) =>
      /^(?:get|stream)/u.test(method) ? run(call, draft) : hostValue(builder(draft)),
  }
}

/** `relation(…).of(…)`: adding and removing is done at once. */
const RELATION: HostObject = {
  name: 'the relation',
  reachesDatabase: true,
  methods: { of: call => call.self },
  otherCall: (method, call) => {
    if (/^load/u.test(method)) return run(call, { kind: 'selectRows', table: undefined })
    opaqueRows(call, 'The rows of the relation')
    return call.promise(ROWS)
  },
}

function run(call: HostCall, draft: Draft): Value {
  const { kind, table, joins = [] } = draft
  if (kind !== 'selectRows') return changeRows(call, { ...draft, kind })
  const reads = [table, ...joins].map(textOf).filter(name => name !== undefined)
  call.emit({
    kind,
    functions: [],
    reads: reads.map(splitName),
    ...(call.resultUsed ? { resultUsed: true } : {}),
  })
  return call.promise(ROWS)
}
