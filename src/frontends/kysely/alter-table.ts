/** `alterTable`: https://kysely-org.github.io/kysely-apidoc/classes/AlterTableBuilder.html */
import type { Span } from '../../source/span.ts'
import type { Builder, Method } from './builder.ts'
import { alteredColumnOf, columnOf } from './columns.ts'
import { CONSTRAINT_METHODS, constraintOf, FOREIGN_KEY_METHODS, foreignKeyEnd } from './constraints.ts'
import { clause, has, having, more, word, type Draft } from './draft.ts'
import { INDEX_COLUMNS } from './indexes.ts'
import { identifier, tableOf } from './names.ts'
import { tree, unreadable, type Part } from './parts.ts'
import type { Said } from './said.ts'

type Words = (said: Said, draft: Draft) => readonly Part[]

/** A method that adds one change; the calls behind it go on with it. */
const change =
  (about: string, words: Words): Method =>
  (draft, said) => ({
    ...more(draft, 'changes', tree(said.span, ...words(said, draft))),
    about,
  })

const name = ({ args: [given] }: Said): Part =>
  given ? identifier(given) : unreadable('a name is missing', 'unknown call')

const second = ({ args: [, given] }: Said): Part =>
  given ? identifier(given) : unreadable('a name is missing', 'unknown call')

/** A method that says more about the last change, where it is of the right sort. */
const about =
  (sort: string, method: Method): Method =>
  (draft, said) =>
    draft.about === sort
      ? method(draft, said)
      : more(draft, 'changes', unreadable('the call does not fit the one before it', 'unknown call'))

const aboutDrop = (text: string, clauseName: string): Method =>
  about('dropConstraint', draft => having(draft, clauseName, [text]))

/** The builder that `alterTable` gives. */
export const alterTable: Builder = {
  name: 'alterTable',
  verb: 'schema',
  methods: {
    ...Object.fromEntries(
      CONSTRAINT_METHODS.map(method => [
        method,
        change(method, (said, draft) => ['add ', constraintOf(method, draft.db, said)]),
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(FOREIGN_KEY_METHODS).map(([method, say]) => [
        method,
        about('addForeignKeyConstraint', say),
      ]),
    ),
    renameTo: change('renameTo', ({ args: [to] }) => ['rename to ', to ? tableOf(to, 'reference') : '']),
    setSchema: change('setSchema', said => ['set schema ', name(said)]),
    addColumn: change('column', (said, draft) => ['add column ', columnOf(draft.db, said)]),
    modifyColumn: change('column', (said, draft) => ['modify column ', columnOf(draft.db, said)]),
    alterColumn: change('column', said => [alteredColumnOf(said)]),
    dropColumn: change('column', said => ['drop column ', name(said)]),
    renameColumn: change('column', said => ['rename column ', name(said), ' to ', second(said)]),
    renameConstraint: change('renameConstraint', said => [
      'rename constraint ',
      name(said),
      ' to ',
      second(said),
    ]),
    dropConstraint: (draft, said) => ({
      ...more(draft, 'dropped', name(said)),
      about: 'dropConstraint',
      span: said.span,
    }),
    ifExists: aboutDrop('if exists ', 'ifExists'),
    cascade: aboutDrop(' cascade', 'behavior'),
    restrict: aboutDrop(' restrict', 'behavior'),
    addIndex: (draft, said) => ({ ...more(draft, 'index', name(said)), about: 'index' }),
    unique: about('index', draft => having(draft, 'unique', [])),
    ...Object.fromEntries(
      Object.entries(INDEX_COLUMNS).map(([method, say]) => [method, about('index', say)]),
    ),
    dropIndex: change('dropIndex', said => ['drop index ', name(said)]),
  },
  write: draft => {
    const head = headOf(draft)
    return [
      tree(head, 'alter table '),
      ...clause(draft, 'table'),
      ' ',
      ...clause(draft, 'changes'),
      ...foreignKeyEnd(draft),
      ...droppedConstraint(draft),
      ...addedIndex(draft),
    ]
  },
}

/** One change alone is what its statement is about; several share the head of the builder's call. */
function headOf({ span, clauses }: Draft): Span {
  const [first, ...more] = clauses.get('changes') ?? []
  const isOne = first !== undefined && more.length === 0
  return isOne && typeof first !== 'string' && 'part' in first && first.part === 'tree' ? first.span : span
}

function droppedConstraint(draft: Draft): readonly Part[] {
  if (!has(draft, 'dropped')) return []
  return [
    'drop constraint ',
    ...clause(draft, 'ifExists'),
    ...clause(draft, 'dropped'),
    ...clause(draft, 'behavior'),
  ]
}

function addedIndex(draft: Draft): readonly Part[] {
  if (!has(draft, 'index')) return []
  return [
    'add ',
    ...word(draft, 'unique', 'unique '),
    'index ',
    ...clause(draft, 'index'),
    ...clause(draft, 'columns', ' (', ', ', ')'),
    ...clause(draft, 'using', ' using '),
  ]
}
