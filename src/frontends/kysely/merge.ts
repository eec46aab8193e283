/** `mergeInto`: https://kysely-org.github.io/kysely-apidoc/classes/MergeQueryBuilder.html */
import { builderValue, type Builder, type Method } from './builder.ts'
import { clause, draftOf, more, type Draft } from './draft.ts'
import { assignmentsOf, conditionOf, referentialCondition } from './expressions.ts'
import { rowsOf } from './insert.ts'
import { separated, tree, unreadable, type Part } from './parts.ts'
import { joinOf, RETURNING } from './query-clauses.ts'
import { partBuilt, type Said } from './said.ts'
import { updateQuery } from './update-delete.ts'

const when =
  (words: string, condition?: (said: Said) => Part): Method =>
  (draft, said) =>
    more(draft, 'whens', tree(said.span, words, ...(condition ? [' and ', condition(said)] : [])))

const anyCondition = (said: Said): Part => conditionOf(said.args, said)
const referential = (said: Said): Part => referentialCondition(said.args, said)

/** Each `then…` belongs to the `when…` before it. */
const then =
  (write: (said: Said, draft: Draft) => Part): Method =>
  (draft, said) =>
    more(draft, 'whens', tree(said.span, 'then ', write(said, draft)))

function insertValues(said: Said): Part {
  const { span, args } = said
  const known = rowsOf(args[0], said)
  if (!known) return unreadable('the values that are inserted are known only at run time')
  return tree(span, 'insert (', separated(span, known.columns), ') values ', separated(span, known.rows))
}

/** The builder that `mergeInto` gives. */
export const mergeQuery: Builder = {
  name: 'mergeInto',
  verb: 'merge',
  methods: {
    ...RETURNING,
    using: (draft, said) => more(draft, 'using', joinOf('using', said)),
    whenMatched: when('when matched'),
    whenMatchedAnd: when('when matched', anyCondition),
    whenMatchedAndRef: when('when matched', referential),
    whenNotMatched: when('when not matched'),
    whenNotMatchedAnd: when('when not matched', anyCondition),
    whenNotMatchedAndRef: when('when not matched', referential),
    whenNotMatchedBySource: when('when not matched by source'),
    whenNotMatchedBySourceAnd: when('when not matched by source', anyCondition),
    whenNotMatchedBySourceAndRef: when('when not matched by source', referential),
    thenDelete: then(() => 'delete'),
    thenDoNothing: then(() => 'do nothing'),
    thenUpdateSet: then(said =>
      tree(said.span, 'update set ', separated(said.span, assignmentsOf(said.args, said))),
    ),
    thenUpdate: then((said, draft) =>
      partBuilt(
        said.args[0],
        builderValue({ ...updateQuery, verb: undefined }, draftOf(draft.db, said.span), said.call),
        said,
      ),
    ),
    thenInsertValues: then(insertValues),
  },
  write: draft => [
    ...clause(draft, 'with', '', '', ' '),
    'merge into ',
    ...clause(draft, 'into'),
    ...clause(draft, 'using', ' '),
    ...clause(draft, 'whens', ' ', ' '),
    ...clause(draft, 'returning', ' returning '),
    ...clause(draft, 'modifyEnd', ' ', ' '),
  ],
}
