/** `createTable`: https://kysely-org.github.io/kysely-apidoc/classes/CreateTableBuilder.html */
import type { Builder, Method } from './builder.ts'
import { actionOf, adding, columnOf, flag, setting } from './columns.ts'
import { CONSTRAINT_METHODS, constraintOf } from './constraints.ts'
import { clause, has, more, word } from './draft.ts'
import { expressionOf } from './expressions.ts'
import { partOf } from './parts.ts'

const constraint =
  (method: string): Method =>
  (draft, said) =>
    more(draft, 'constraints', constraintOf(method, draft.db, said))

/** The builder that `createTable` gives. */
export const createTable: Builder = {
  name: 'createTable',
  verb: 'schema',
  methods: {
    ...Object.fromEntries(CONSTRAINT_METHODS.map(method => [method, constraint(method)])),
    temporary: flag('temporary'),
    ifNotExists: flag('ifNotExists'),
    onCommit: setting('onCommit', actionOf),
    addColumn: (draft, said) => more(draft, 'columns', columnOf(draft.db, said)),
    modifyFront: adding('modifyFront', expressionOf),
    modifyEnd: adding('modifyEnd', expressionOf),
    as: setting('as', (given, said) => partOf(given.value) ?? expressionOf(given, said)),
  },
  write: draft => {
    const withConstraints = more(draft, 'columns', ...(draft.clauses.get('constraints') ?? []))
    return [
      'create ',
      ...clause(draft, 'modifyFront', '', ' ', ' '),
      ...word(draft, 'temporary', 'temporary '),
      'table ',
      ...word(draft, 'ifNotExists', 'if not exists '),
      ...clause(draft, 'table'),
      ...(has(draft, 'as') ? [] : clause(withConstraints, 'columns', ' (', ', ', ')')),
      ...clause(draft, 'onCommit', ' on commit '),
      ...clause(draft, 'modifyEnd', ' ', ' '),
      ...clause(draft, 'as', ' as '),
    ]
  },
}
