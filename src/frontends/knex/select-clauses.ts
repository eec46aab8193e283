/** The clauses of SELECT, as far as migrations use them. */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Step } from './drafts.ts'
import { columnize, wrap } from './text.ts'
import { bindRaw } from './raw.ts'
import { listOf, textIn } from '../typescript/given.ts'
import { joined, textOfGiven, write } from '../typescript/written-sql.ts'

type Words = readonly (string | MappedText)[]

/** Where a clause stands, and its words. */
export interface Clause {
  readonly place: 'list' | 'join' | 'group' | 'order' | 'limit' | 'lock'
  readonly write: (step: Step) => Words
}

const inList: Clause = { place: 'list', write: () => [] }

const join = (kind: string): Clause => ({
  place: 'join',
  write: ({ args: [table, left, second, third] }) => {
    if (!table || !left || !second) return []
    const operator = third ? (textIn(second) ?? '=') : '='
    return [`${kind} join `, wrap(table), ' on ', wrap(left), ` ${operator} `, wrap(third ?? second)]
  },
})

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
  returning: inList,
  join: join('inner'),
  innerJoin: join('inner'),
  leftJoin: join('left'),
  leftOuterJoin: join('left outer'),
  rightJoin: join('right'),
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
  orderByRaw: {
    place: 'order',
    write: ({ args: [sql, bindings] }) => (sql ? ['order by ', bindRaw(textOfGiven(sql), bindings)] : []),
  },
  limit: { place: 'limit', write: ({ args: [count] }) => (count ? ['limit ', textOfGiven(count)] : []) },
  offset: { place: 'limit', write: ({ args: [count] }) => (count ? ['offset ', textOfGiven(count)] : []) },
  forUpdate: word('lock', 'for update'),
  forShare: word('lock', 'for share'),
  skipLocked: word('lock', 'skip locked'),
  noWait: word('lock', 'nowait'),
}

const AGGREGATES = new Set(['count', 'min', 'max', 'sum', 'avg'])

/** What stands between SELECT and FROM. */
export function selectList(steps: readonly Step[]): Words {
  const distinct = steps.some(step => step.method === 'distinct') ? 'distinct ' : ''
  const columns = steps.flatMap(({ method, args, span }) => {
    if (AGGREGATES.has(method)) return [aggregate(method, args[0] ? textOfGiven(args[0]) : undefined, span)]
    return ['select', 'column', 'columns', 'distinct'].includes(method) ? args.map(columnize) : []
  })
  const [first] = steps
  return first && columns.length > 0 ? [distinct, joined(first.span, columns)] : [distinct, '*']
}

function aggregate(name: string, column: MappedText | undefined, span: Step['span']): MappedText {
  const [of = '*', as] = (column?.text ?? '*').split(/ as /iu)
  const quoted =
    of === '*'
      ? '*'
      : of
          .split('.')
          .map(part => `"${part}"`)
          .join('.')
  return write(span, standingFor(`${name}(${quoted})${as === undefined ? '' : ` as "${as}"`}`, span))
}
