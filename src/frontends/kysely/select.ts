/** `selectFrom`: https://kysely-org.github.io/kysely-apidoc/interfaces/SelectQueryBuilder.html */
import { isGiven, listOf } from '../typescript/given.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import type { Builder, Method } from './builder.ts'
import { adding } from './columns.ts'
import { clause, having, more } from './draft.ts'
import { allOf, expressionOf, referencesOf, selectionsOf } from './expressions.ts'
import { tableNamed } from './names.ts'
import {
  clearing,
  conditionIn,
  JOINS,
  limitOf,
  MORE_JOINS,
  ORDER,
  referenceIn,
  WHERE,
} from './query-clauses.ts'
import { isQuery, partOf, separated, tree, unreadable, type Part } from './parts.ts'
import { isCallback, notKnown, type Said } from './said.ts'

/** `for update of orders`: what waits comes behind what is locked. */
const lock =
  (words: string): Method =>
  (draft, { span, args: [of] }) => {
    const tables = isGiven(of)
      ? listOf(of).map(each => tableNamed(textOfGiven(each), each.span, 'whole'))
      : []
    return more(
      draft,
      'locks',
      tree(span, words, ...(tables.length > 0 ? [' of ', separated(span, tables)] : [])),
    )
  }

const wait =
  (words: string): Method =>
  draft =>
    more(draft, 'waits', words)

const combine =
  (words: string): Method =>
  (draft, said) =>
    more(draft, 'combined', ...queriesOf(said).map(each => tree(said.span, words, each)))

function queriesOf(said: Said): readonly Part[] {
  const [given] = said.args
  if (!given) return []
  const value = isCallback(given)
    ? said.call.invoke(given.value, [said.kit.expressionBuilder()])
    : given.value
  return listOf({ value, span: given.span }).map(each => {
    const part = partOf(each.value)
    if (part === undefined) return notKnown(each.value, 'the query is not known')
    return isQuery(part) ? part : expressionOf(each, said)
  })
}

/** The builder that `selectFrom` gives. */
export const selectQuery: Builder = {
  name: 'selectFrom',
  verb: 'select',
  methods: {
    ...WHERE,
    ...ORDER,
    ...JOINS,
    ...MORE_JOINS,
    select: (draft, said) => more(draft, 'select', ...selectionsOf(said.args[0], said)),
    selectAll: (draft, said) => more(draft, 'select', ...allOf(said.args[0])),
    clearSelect: clearing('select'),
    distinct: draft => more(draft, 'front', 'distinct'),
    distinctOn: (draft, said) =>
      more(draft, 'distinctOn', ...(said.args[0] ? referencesOf(said.args[0], said) : [])),
    modifyFront: adding('front', expressionOf),
    modifyEnd: adding('waits', expressionOf),
    having: conditionIn('having'),
    havingRef: referenceIn('having'),
    groupBy: (draft, said) => more(draft, 'groupBy', ...groupsOf(said)),
    clearGroupBy: clearing('groupBy'),
    offset: (draft, said) => having(draft, 'offset', [limitOf(said)]),
    clearOffset: clearing('offset'),
    fetch: (draft, { args: [count, modifier] }) =>
      having(draft, 'fetch', [
        count ? { part: 'parameter', given: count } : '',
        ' rows ',
        isGiven(modifier) ? textOfGiven(modifier) : 'only',
      ]),
    forUpdate: lock('for update'),
    forShare: lock('for share'),
    forKeyShare: lock('for key share'),
    forNoKeyUpdate: lock('for no key update'),
    skipLocked: wait('skip locked'),
    noWait: wait('nowait'),
    union: combine('union '),
    unionAll: combine('union all '),
    intersect: combine('intersect '),
    intersectAll: combine('intersect all '),
    except: combine('except '),
    exceptAll: combine('except all '),
  },
  write: draft => [
    ...clause(draft, 'with', '', '', ' '),
    'select',
    ...clause(draft, 'distinctOn', ' distinct on (', ', ', ')'),
    ...clause(draft, 'front', ' ', ' '),
    ...clause(draft, 'select', ' '),
    ...clause(draft, 'from', ' from '),
    ...clause(draft, 'joins', ' ', ' '),
    ...clause(draft, 'where', ' where ', ' and '),
    ...clause(draft, 'groupBy', ' group by '),
    ...clause(draft, 'having', ' having ', ' and '),
    ...clause(draft, 'combined', ' ', ' '),
    ...clause(draft, 'orderBy', ' order by '),
    ...clause(draft, 'limit', ' limit '),
    ...clause(draft, 'offset', ' offset '),
    ...clause(draft, 'fetch', ' fetch next ', ''),
    ...clause(draft, 'locks', ' ', ' '),
    ...clause(draft, 'waits', ' ', ' '),
  ],
}

function groupsOf(said: Said): readonly Part[] {
  const [given] = said.args
  if (!given) return [unreadable('a column is missing', 'unknown call')]
  if (!isCallback(given)) return referencesOf(given, said)
  const value = said.call.invoke(given.value, [said.kit.expressionBuilder()])
  return referencesOf({ value, span: given.span }, said)
}
