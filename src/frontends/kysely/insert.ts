/** `insertInto`: https://kysely-org.github.io/kysely-apidoc/classes/InsertQueryBuilder.html */
import { listOf, textIn, type Given } from '../typescript/given.ts'
import { builderValue, type Builder, type Method } from './builder.ts'
import { clause, draftOf, has, having, more, without, word, type Draft } from './draft.ts'
import {
  assignmentsOf,
  conditionOf,
  entriesToSet,
  expressionOf,
  referentialCondition,
  valueOf,
} from './expressions.ts'
import { columnsOf, identifier, keyName } from './names.ts'
import { inParens, partOf, separated, tree, unreadable, type Part } from './parts.ts'
import { RETURNING } from './query-clauses.ts'
import { isCallback, partBuilt, type Said } from './said.ts'

/** The columns and the rows of `values(…)`; undefined when they are not known. */
export interface Rows {
  readonly columns: readonly Part[]
  readonly rows: readonly Part[]
}

/** A row lists all columns that any row has: what it does not say is the default. */
export function rowsOf(given: Given | undefined, said: Said): Rows | undefined {
  if (!given) return undefined
  if (isCallback(given)) {
    const value = said.call.invoke(given.value, [said.kit.expressionBuilder()])
    return rowsOf({ value, span: given.span }, said)
  }
  const { span } = given
  const rows = listOf(given).map(entriesToSet)
  if (!rows.every(row => row !== undefined)) return undefined
  const keyed = rows.map(row => new Map(row.map(([key, value]) => [textIn(key) ?? '', value])))
  const names = [...new Set(keyed.flatMap(row => [...row.keys()]))]
  return {
    columns: names.map(name => keyName(name, span)),
    rows: keyed.map(row =>
      inParens(
        span,
        separated(
          span,
          names.map(name => cell(row.get(name), said)),
        ),
      ),
    ),
  }
}

function cell(given: Given | undefined, said: Said): Part {
  return given ? valueOf(given, said) : 'default'
}

const values: Method = (draft, said) => {
  const rows = rowsOf(said.args[0], said)
  if (!rows) return having(draft, 'unknownRows', [unreadable('the rows are known only at run time')])
  return having(having(draft, 'columns', rows.columns), 'values', [
    tree(said.span, 'values ', separated(said.span, rows.rows)),
  ])
}

/** The query of `expression(…)` stands without parentheses. */
const expression: Method = (draft, said) => {
  const [given] = said.args
  const part =
    given && (isCallback(given) ? partBuilt(given, said.kit.expressionBuilder(), said) : partOf(given.value))
  return having(draft, 'values', [part ?? expressionOf(given, said)])
}

const or =
  (action: string): Method =>
  draft =>
    having(draft, 'or', [action])

/** The builder that `insertInto` gives. */
export const insertQuery: Builder = {
  name: 'insertInto',
  verb: 'insert',
  methods: {
    ...RETURNING,
    values,
    columns: (draft, { args: [columns] }) =>
      having(draft, 'columns', columnsOf(columns) ?? [unreadable('the columns are not known')]),
    expression,
    defaultValues: draft => having(draft, 'defaultValues', []),
    onConflict: (draft, said) => {
      const { call, span, args } = said
      const started = builderValue(onConflict, draftOf(draft.db, span), call)
      return having(draft, 'onConflict', [partBuilt(args[0], started, said)])
    },
    onDuplicateKeyUpdate: (draft, said) => having(draft, 'onDuplicateKey', assignmentsOf(said.args, said)),
    ignore: or('ignore'),
    orIgnore: or('ignore'),
    orAbort: or('abort'),
    orFail: or('fail'),
    orReplace: or('replace'),
    orRollback: or('rollback'),
  },
  write: writeInsert,
  send: (draft, call) => {
    const table = has(draft, 'unknownRows') && !has(draft, 'values') ? intoOf(draft) : undefined
    if (table) call.emit({ kind: 'insertRows', table, columns: [], reads: [] }, draft.span)
    return table !== undefined
  },
}

function writeInsert(draft: Draft): readonly Part[] {
  return [
    ...clause(draft, 'with', '', '', ' '),
    ...(has(draft, 'replace') ? ['replace'] : ['insert']),
    ...clause(draft, 'or', ' '),
    ...clause(draft, 'into', ' into '),
    ...clause(draft, 'columns', ' (', ', ', ')'),
    ...clause(draft, 'values', ' '),
    ...clause(draft, 'unknownRows', ' '),
    ...word(draft, 'defaultValues', ' default values'),
    ...clause(draft, 'onConflict', ' '),
    ...clause(draft, 'onDuplicateKey', ' on duplicate key update '),
    ...clause(draft, 'returning', ' returning '),
    ...clause(draft, 'modifyEnd', ' ', ' '),
  ]
}

function intoOf({ clauses, db }: Draft): { readonly schema?: string; readonly name: string } | undefined {
  const [into] = clauses.get('into') ?? []
  if (into === undefined || typeof into === 'string' || !('part' in into) || into.part !== 'table')
    return undefined
  const schema = into.schema ?? db.plugins.schema
  return { ...(schema && { schema: schema.text }), name: into.name.text }
}

/** https://kysely-org.github.io/kysely-apidoc/classes/OnConflictBuilder.html */
const onConflict: Builder = {
  name: 'onConflict',
  methods: {
    column: (draft, { args: [column] }) => more(draft, 'columns', column ? identifier(column) : ''),
    columns: (draft, { args: [columns] }) =>
      more(draft, 'columns', ...(columnsOf(columns) ?? [unreadable('the columns are not known')])),
    constraint: (draft, { args: [name] }) => having(draft, 'constraint', [name ? identifier(name) : '']),
    expression: (draft, said) => having(draft, 'expression', [expressionOf(said.args[0], said)]),
    where: (draft, said) => more(draft, whereOf(draft), conditionOf(said.args, said)),
    whereRef: (draft, said) => more(draft, whereOf(draft), referentialCondition(said.args, said)),
    clearWhere: draft => without(draft, whereOf(draft)),
    doNothing: draft => having(draft, 'doNothing', []),
    doUpdateSet: (draft, said) => having(draft, 'updates', assignmentsOf(said.args, said)),
  },
  write: draft => [
    'on conflict',
    ...conflictTarget(draft),
    ...clause(draft, 'indexWhere', ' where ', ' and '),
    ...(has(draft, 'doNothing')
      ? [' do nothing']
      : [
          ...clause(draft, 'updates', ' do update set '),
          ...(has(draft, 'updates') ? clause(draft, 'updateWhere', ' where ', ' and ') : []),
        ]),
  ],
}

function conflictTarget(draft: Draft): readonly Part[] {
  if (has(draft, 'columns')) return clause(draft, 'columns', ' (', ', ', ')')
  if (has(draft, 'constraint')) return clause(draft, 'constraint', ' on constraint ')
  return clause(draft, 'expression', ' (', ', ', ')')
}

/** Behind `doUpdateSet` it says which rows are updated, before it which index is meant. */
function whereOf(draft: Draft): string {
  return has(draft, 'updates') ? 'updateWhere' : 'indexWhere'
}
