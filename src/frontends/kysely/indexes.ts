/** `createIndex`: https://kysely-org.github.io/kysely-apidoc/classes/CreateIndexBuilder.html */
import { listOf, type Given } from '../typescript/given.ts'
import { splitMapped, textOfGiven, trimMapped } from '../typescript/written-sql.ts'
import type { Builder, Method } from './builder.ts'
import { adding, flag, setting } from './columns.ts'
import { clause, more, word } from './draft.ts'
import { conditionOf, expressionOf } from './expressions.ts'
import { identifier, quoted, tableOf } from './names.ts'
import { raw, tree, unreadable, type Part } from './parts.ts'
import { notKnown } from './said.ts'

/** The keys of an index. */
export const INDEX_COLUMNS: Readonly<Record<string, Method>> = {
  column: adding('columns', orderedColumn),
  columns: (draft, { args: [columns] }) =>
    columns?.value.kind === 'array'
      ? more(draft, 'columns', ...listOf(columns).map(orderedColumn))
      : more(draft, 'columns', unreadable('the columns of the index are not known')),
  expression: adding('columns', expressionOf),
  using: setting('using', given =>
    given.value.kind === 'string' ? raw(given) : notKnown(given.value, 'the kind of the index is not a text'),
  ),
}

/** The builder that `createIndex` gives. */
export const createIndex: Builder = {
  name: 'createIndex',
  verb: 'schema',
  methods: {
    ...INDEX_COLUMNS,
    ifNotExists: flag('ifNotExists'),
    unique: flag('unique'),
    nullsNotDistinct: flag('nullsNotDistinct'),
    on: setting('table', given => tableOf(given)),
    where: (draft, said) => more(draft, 'where', { part: 'immediate', of: conditionOf(said.args, said) }),
  },
  write: draft => [
    'create ',
    ...word(draft, 'unique', 'unique '),
    'index ',
    ...word(draft, 'ifNotExists', 'if not exists '),
    ...clause(draft, 'name'),
    ...clause(draft, 'table', ' on '),
    ...clause(draft, 'using', ' using '),
    ...clause(draft, 'columns', ' (', ', ', ')'),
    ...word(draft, 'nullsNotDistinct', ' nulls not distinct'),
    ...clause(draft, 'where', ' where ', ' and '),
  ],
}

/** `created_at desc` */
function orderedColumn(given: Given): Part {
  if (given.value.kind !== 'string') return identifier(given)
  const [name, order] = splitMapped(textOfGiven(given), ' ').map(trimMapped)
  if (!name || !order) return identifier(given)
  return tree(given.span, quoted(name, given.span), ' ', order)
}
