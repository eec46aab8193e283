/** `updateTable` and `deleteFrom`: https://kysely.dev/docs/category/update, https://kysely.dev/docs/category/delete */
import type { Builder, Method } from './builder.ts'
import { clause, has, more, type Draft } from './draft.ts'
import { assignmentsOf, tablesOf } from './expressions.ts'
import { unreadable, type Part } from './parts.ts'
import { JOINS, ORDER, RETURNING, WHERE } from './query-clauses.ts'

const tables =
  (name: string): Method =>
  (draft, said) =>
    more(draft, name, ...tablesOf(said.args[0], said))

const end = (draft: Draft): readonly Part[] => [
  ...clause(draft, 'joins', ' ', ' '),
  ...clause(draft, 'where', ' where ', ' and '),
  ...clause(draft, 'returning', ' returning '),
  ...clause(draft, 'orderBy', ' order by '),
  ...clause(draft, 'limit', ' limit '),
  ...clause(draft, 'modifyEnd', ' ', ' '),
]

/** The builder that `updateTable` gives, and `thenUpdate` of MERGE without a table. */
export const updateQuery: Builder = {
  name: 'updateTable',
  verb: 'update',
  methods: {
    ...WHERE,
    ...ORDER,
    ...JOINS,
    ...RETURNING,
    from: tables('from'),
    set: (draft, said) => more(draft, 'set', ...assignmentsOf(said.args, said)),
  },
  write: draft => [
    ...clause(draft, 'with', '', '', ' '),
    'update ',
    ...clause(draft, 'table', '', ', ', ' '),
    'set ',
    ...clause(draft, 'set'),
    ...clause(draft, 'from', ' from '),
    ...(has(draft, 'joins') && !has(draft, 'from')
      ? [unreadable('Kysely refuses joins in an update without from()', 'unknown call')]
      : []),
    ...end(draft),
  ],
}

/** The builder that `deleteFrom` gives. */
export const deleteQuery: Builder = {
  name: 'deleteFrom',
  verb: 'delete',
  methods: { ...WHERE, ...ORDER, ...JOINS, ...RETURNING, using: tables('using') },
  write: draft => [
    ...clause(draft, 'with', '', '', ' '),
    'delete ',
    ...clause(draft, 'from', 'from '),
    ...clause(draft, 'using', ' using '),
    ...end(draft),
  ],
}
