/** Clauses that several kinds of queries have. */
import { isGiven } from '../typescript/given.ts'
import { textAt } from '../typescript/value-tools.ts'
import { builderValue, type Builder, type Method } from './builder.ts'
import { adding } from './columns.ts'
import { clause, draftOf, having, more, without } from './draft.ts'
import {
  allOf,
  conditionOf,
  expressionOf,
  referentialCondition,
  selectionsOf,
  tablesOf,
  valueOf,
} from './expressions.ts'
import { orderItemsOf } from './order-by.ts'
import { tree, unreadable, type Part } from './parts.ts'
import { partBuilt, type Said } from './said.ts'

/** A condition, added to those that are there. */
export const conditionIn =
  (name: string): Method =>
  (draft, said) =>
    more(draft, name, conditionOf(said.args, said))

/** A condition between columns. */
export const referenceIn =
  (name: string): Method =>
  (draft, said) =>
    more(draft, name, referentialCondition(said.args, said))

/** A method that takes a clause away. */
export const clearing =
  (name: string): Method =>
  draft =>
    without(draft, name)

/** `where` and its like. */
export const WHERE: Readonly<Record<string, Method>> = {
  where: conditionIn('where'),
  whereRef: referenceIn('where'),
  clearWhere: clearing('where'),
}

/** `orderBy` and `limit`. */
export const ORDER: Readonly<Record<string, Method>> = {
  orderBy: (draft, said) => more(draft, 'orderBy', ...orderItemsOf(said)),
  clearOrderBy: clearing('orderBy'),
  limit: (draft, said) => having(draft, 'limit', [limitOf(said)]),
  clearLimit: clearing('limit'),
}

/** `returning` and its like, and what is put at the end. */
export const RETURNING: Readonly<Record<string, Method>> = {
  returning: (draft, said) => more(draft, 'returning', ...selectionsOf(said.args[0], said)),
  returningAll: (draft, said) => more(draft, 'returning', ...allOf(said.args[0])),
  clearReturning: clearing('returning'),
  modifyEnd: adding('modifyEnd', expressionOf),
}

/** The number of `limit` and `offset`. */
export function limitOf(said: Said): Part {
  const [count] = said.args
  return count ? valueOf(count, said) : unreadable('a number is missing', 'unknown call')
}

const joinBuilder: Builder = {
  name: 'join',
  methods: {
    on: conditionIn('on'),
    onRef: referenceIn('on'),
    onTrue: draft => more(draft, 'on', 'true'),
  },
  write: draft => [...clause(draft, 'table'), ...clause(draft, 'on', ' on ', ' and ')],
}

/** `innerJoin(table, column, column)`, `innerJoin(table, join => …)`, `crossJoin(table)` */
export function joinOf(words: string, said: Said): Part {
  const { span, args, call } = said
  const [table, left, right] = args
  const tables = tablesOf(table, said)
  if (isGiven(left) && isGiven(right)) {
    const equals = { value: textAt('=', span), span }
    return tree(span, words, ' ', ...tables, ' on ', referentialCondition([left, equals, right], said))
  }
  if (!left) return tree(span, words, ' ', ...tables)
  const draft = draftOf({ kit: said.kit, plugins: {} }, span, { table: tables })
  return tree(span, words, ' ', partBuilt(left, builderValue(joinBuilder, draft, call), said))
}

const join =
  (words: string): Method =>
  (draft, said) =>
    more(draft, 'joins', joinOf(words, said))

/** Joins of tables. */
export const JOINS: Readonly<Record<string, Method>> = {
  innerJoin: join('inner join'),
  leftJoin: join('left join'),
  rightJoin: join('right join'),
  fullJoin: join('full join'),
}

/** Joins that only SELECT has. */
export const MORE_JOINS: Readonly<Record<string, Method>> = {
  crossJoin: join('cross join'),
  innerJoinLateral: join('inner join lateral'),
  leftJoinLateral: join('left join lateral'),
  crossJoinLateral: join('cross join lateral'),
  crossApply: join('cross apply'),
  outerApply: join('outer apply'),
}
