/** The clauses of SELECT, as far as migrations use them. */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import { rawOf, type Step } from './drafts.ts'
import { columnize, wrap } from './text.ts'
import { bindRaw } from './raw.ts'
import { listOf, textIn } from '../typescript/given.ts'
import { joined, textOfGiven, write } from '../typescript/written-sql.ts'

type Words = readonly (string | MappedText)[]

/** Where a clause stands, and its words. */
export interface Clause {
  readonly place: 'with' | 'list' | 'join' | 'group' | 'union' | 'order' | 'limit' | 'lock'
  /** Undefined where the words are not known. */
  readonly write: (step: Step) => Words | undefined
}

const inList: Clause = { place: 'list', write: () => [] }

const join = (kind: string): Clause => ({
  place: 'join',
  write: ({ args: [table, left, second, third] }) => {
    if (!table || !left || !second) return undefined
    const operator = third ? (textIn(second) ?? '=') : '='
    return [`${kind} join `, wrap(table), ' on ', wrap(left), ` ${operator} `, wrap(third ?? second)]
  },
})

/** `with "recent" as (…)`; a query that a callback makes is not written out. */
const common = (words = ''): Clause => ({
  place: 'with',
  write: ({ args: [name, query] }) => {
    const text = query && rawOf(query.value)
    return name && text && [wrap(name), ` as ${words}(`, text, ')']
  },
})

const combined = (words: string): Clause => ({
  place: 'union',
  write: ({ args: [query] }) => {
    const text = query && rawOf(query.value)
    return text && [words, text]
  },
})

function raw(place: Clause['place'], words: string): Clause {
  return {
    place,
    write: ({ args: [sql, bindings] }) =>
      sql && [words, rawOf(sql.value) ?? bindRaw(textOfGiven(sql), bindings)],
  }
}

const word = (place: Clause['place'], ...words: Words): Clause => ({ place, write: () => words })

/** By method. */
export const SELECT_CLAUSES: Readonly<Record<string, Clause>> = {
  select: inList,
  column: inList,
  columns: inList,
  distinct: inList,
  count: inList,
  min: inList,
  max: inList,
  sum: inList,
  avg: inList,
  countDistinct: inList,
  sumDistinct: inList,
  avgDistinct: inList,
  // A name for a query inside another, and remarks for whoever reads the log.
  as: inList,
  comment: inList,
  hintComment: inList,
  with: common(),
  withWrapped: common(),
  withMaterialized: common('materialized '),
  withNotMaterialized: common('not materialized '),
  withRecursive: common(),
  union: combined('union '),
  unionAll: combined('union all '),
  intersect: combined('intersect '),
  except: combined('except '),
  returning: inList,
  join: join('inner'),
  innerJoin: join('inner'),
  leftJoin: join('left'),
  leftOuterJoin: join('left outer'),
  rightJoin: join('right'),
  rightOuterJoin: join('right outer'),
  fullOuterJoin: join('full outer'),
  joinRaw: raw('join', ''),
  crossJoin: { place: 'join', write: ({ args: [table] }) => table && ['cross join ', wrap(table)] },
  groupByRaw: raw('group', 'group by '),
  groupBy: {
    place: 'group',
    write: ({ args, span }) => ['group by ', joined(span, args.flatMap(listOf).map(wrap))],
  },
  orderBy: {
    place: 'order',
    write: ({ args: [column, direction] }) =>
      column
        ? ['order by ', wrap(column), textIn(direction)?.toLowerCase() === 'desc' ? ' desc' : ' asc']
        : [],
  },
  orderByRaw: raw('order', 'order by '),
  limit: { place: 'limit', write: ({ args: [count] }) => (count ? ['limit ', textOfGiven(count)] : []) },
  offset: { place: 'limit', write: ({ args: [count] }) => (count ? ['offset ', textOfGiven(count)] : []) },
  forUpdate: word('lock', 'for update'),
  forShare: word('lock', 'for share'),
  skipLocked: word('lock', 'skip locked'),
  noWait: word('lock', 'nowait'),
}

const AGGREGATES = /^(count|min|max|sum|avg)(?:Distinct)?$/u

/** What stands between SELECT and FROM. */
export function selectList(steps: readonly Step[]): Words {
  const distinct = steps.some(step => step.method === 'distinct') ? 'distinct ' : ''
  const columns = steps.flatMap(({ method, args, span }) => {
    if (AGGREGATES.test(method)) return [aggregate(method, args[0] ? textOfGiven(args[0]) : undefined, span)]
    return ['select', 'column', 'columns', 'distinct'].includes(method) ? args.map(columnize) : []
  })
  const [first] = steps
  return first && columns.length > 0 ? [distinct, joined(first.span, columns)] : [distinct, '*']
}

function aggregate(method: string, column: MappedText | undefined, span: Step['span']): MappedText {
  const [of = '*', as] = (column?.text ?? '*').split(/ as /iu)
  const quoted =
    of === '*'
      ? '*'
      : of
          .split('.')
          .map(part => `"${part}"`)
          .join('.')
  const name = method.replace('Distinct', '')
  const distinct = name === method ? '' : 'distinct '
  return write(
    span,
    standingFor(`${name}(${distinct}${quoted})${as === undefined ? '' : ` as "${as}"`}`, span),
  )
}
