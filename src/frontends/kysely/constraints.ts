/** Constraints of tables: https://kysely-org.github.io/kysely-apidoc/classes/CreateTableBuilder.html */
import { isGiven, type Given } from '../typescript/given.ts'
import { builderValue, type Builder, type Method } from './builder.ts'
import { actionOf, flag, setting } from './columns.ts'
import { clause, draftOf, having, without, word, type Db, type Draft } from './draft.ts'
import { expressionOf } from './expressions.ts'
import { columnsOf, identifier, tableOf } from './names.ts'
import { separated, tree, unreadable, type Part } from './parts.ts'
import { partBuilt, type Said } from './said.ts'

const instead =
  (name: string, of: string): Method =>
  draft =>
    having(without(draft, of), name, [])

/** When the constraint is checked: the last call counts. */
const DEFERRABLE: Readonly<Record<string, Method>> = {
  deferrable: instead('deferrable', 'notDeferrable'),
  notDeferrable: instead('notDeferrable', 'deferrable'),
  initiallyDeferred: instead('initiallyDeferred', 'initiallyImmediate'),
  initiallyImmediate: instead('initiallyImmediate', 'initiallyDeferred'),
}

const deferrable = (draft: Draft): readonly Part[] => [
  ...word(draft, 'deferrable', ' deferrable'),
  ...word(draft, 'notDeferrable', ' not deferrable'),
  ...word(draft, 'initiallyDeferred', ' initially deferred'),
  ...word(draft, 'initiallyImmediate', ' initially immediate'),
]

const primaryKey: Builder = {
  name: 'addPrimaryKeyConstraint',
  methods: DEFERRABLE,
  write: draft => [
    ...clause(draft, 'name', 'constraint ', '', ' '),
    'primary key (',
    ...clause(draft, 'columns'),
    ')',
    ...deferrable(draft),
  ],
}

const unique: Builder = {
  name: 'addUniqueConstraint',
  methods: { ...DEFERRABLE, nullsNotDistinct: flag('nullsNotDistinct') },
  write: draft => [
    ...clause(draft, 'name', 'constraint ', '', ' '),
    'unique',
    ...word(draft, 'nullsNotDistinct', ' nulls not distinct'),
    ' (',
    ...clause(draft, 'columns'),
    ')',
    ...deferrable(draft),
  ],
}

const check: Builder = {
  name: 'addCheckConstraint',
  methods: {},
  write: draft => [
    ...clause(draft, 'name', 'constraint ', '', ' '),
    'check (',
    ...clause(draft, 'expression'),
    ')',
  ],
}

const foreignKey: Builder = {
  name: 'addForeignKeyConstraint',
  methods: {
    ...DEFERRABLE,
    onDelete: setting('onDelete', actionOf),
    onUpdate: setting('onUpdate', actionOf),
  },
  write: draft => [
    ...clause(draft, 'name', 'constraint ', '', ' '),
    'foreign key (',
    ...clause(draft, 'columns'),
    ') references ',
    ...clause(draft, 'target'),
    ...clause(draft, 'onDelete', ' on delete '),
    ...clause(draft, 'onUpdate', ' on update '),
    ...deferrable(draft),
  ],
}

/** Begins a constraint from the arguments of its method. */
type Begin = (db: Db, said: Said) => { readonly draft: Draft; readonly build: Given | undefined }

const named = (name: Given | undefined): Readonly<Record<string, readonly Part[]>> =>
  isGiven(name) ? { name: [identifier(name)] } : {}

const listed = (columns: Given | undefined): readonly Part[] =>
  columnsOf(columns) ?? [unreadable('the columns of the constraint are not known')]

const overColumns: Begin = (db, { span, args: [name, columns, build] }) => ({
  draft: draftOf(db, span, { ...named(name), columns: listed(columns) }),
  build,
})

const BEGINNINGS: Readonly<Record<string, readonly [Builder, Begin]>> = {
  addPrimaryKeyConstraint: [primaryKey, overColumns],
  addUniqueConstraint: [unique, overColumns],
  addCheckConstraint: [
    check,
    (db, said) => ({
      draft: draftOf(db, said.span, {
        ...named(said.args[0]),
        expression: [expressionOf(said.args[1], said)],
      }),
      build: said.args[2],
    }),
  ],
  addForeignKeyConstraint: [
    foreignKey,
    (db, { span, args: [name, columns, table, targets, build] }) => {
      const target = table
        ? [tableOf(table, 'foreign'), ' (', separated(span, listed(targets)), ')']
        : [unreadable('the table that the foreign key refers to is missing', 'unknown call')]
      return {
        draft: draftOf(db, span, {
          ...named(name),
          columns: listed(columns),
          target: [tree(span, ...target)],
        }),
        build,
      }
    },
  ],
}

/** The names of the methods that add a constraint. */
export const CONSTRAINT_METHODS: readonly string[] = Object.keys(BEGINNINGS)

/** The methods of a foreign key that is being added, besides those of its callback. */
export const FOREIGN_KEY_METHODS: Readonly<Record<string, Method>> = foreignKey.methods

/** Writes the part of a foreign key that its methods add. */
export function foreignKeyEnd(draft: Draft): readonly Part[] {
  return [
    ...clause(draft, 'onDelete', ' on delete '),
    ...clause(draft, 'onUpdate', ' on update '),
    ...deferrable(draft),
  ]
}

/** A constraint from a call of the method that adds it. */
export function constraintOf(method: string, db: Db, said: Said): Part {
  const found = BEGINNINGS[method]
  if (!found) return unreadable(`${method}() is not known`, 'unknown call')
  const [builder, begin] = found
  const { draft, build } = begin(db, said)
  const part = partBuilt(isGiven(build) ? build : undefined, builderValue(builder, draft, said.call), said)
  return tree(said.span, part)
}
