/** The statements of a table builder besides its columns: keys, indexes, drops and renames. */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { rawOf, type Step, type TableDraft, type TableStep } from './drafts.ts'
import { columnize, quote, wrap, wrapText } from './text.ts'
import { type Given, is, isGiven, listOf, option, textIn } from '../typescript/given.ts'
import { joined, textOfGiven, write } from '../typescript/written-sql.ts'

/** The table that the statements are about. */
export interface TableContext {
  readonly draft: TableDraft
  readonly tableName: MappedText
  readonly span: Span
  /** Counts the checks without a name. */
  readonly checks: { count: number }
}

/** A table's name with the schema that `withSchema` gave. */
export function tableNameOf({
  schema,
  name,
  span,
}: Pick<TableDraft, 'schema' | 'name' | 'span'>): MappedText {
  const own = textOfGiven(name)
  return wrapText(isGiven(schema) ? write(span, textOfGiven(schema), '.', own) : own, span)
}

/** The name that was given, or the table's with `_pkey`. */
export function primaryKeyName(
  step: Step,
  draft: TableDraft,
): { readonly name: MappedText; readonly deferrable: string } {
  const second = step.args[1]
  const given = option(second, 'constraintName') ?? (second?.value.kind === 'object' ? undefined : second)
  const deferral = option(second, 'deferrable')
  const deferrable = isGiven(deferral) ? ` deferrable initially ${textOfGiven(deferral).text}` : ''
  const name = isGiven(given)
    ? wrap(given)
    : quote(write(step.span, textOfGiven(draft.name), '_pkey'), step.span)
  return { name, deferrable }
}

type StepWriter = (step: TableStep, context: TableContext) => readonly (string | MappedText)[]

const alterTable =
  (writer: StepWriter): StepWriter =>
  (step, context) => {
    const words = writer(step, context)
    return words.length === 0 ? [] : ['alter table ', context.tableName, ' ', ...words]
  }

const dropConstraint = (kind: 'unique' | 'foreign', ifExists = ''): StepWriter =>
  alterTable((step, context) => [`drop constraint ${ifExists}`, keyName(kind, step.args, step, context)])

const dropPrimary = (ifExists = ''): StepWriter =>
  alterTable(({ args: [name], span }, { draft }) => [
    `drop constraint ${ifExists}`,
    isGiven(name) ? wrap(name) : quote(write(span, textOfGiven(draft.name), '_pkey'), span),
  ])

const nullability = (action: string): StepWriter =>
  alterTable(({ args: [column] }) => (column ? ['alter column ', wrap(column), ` ${action} not null`] : []))

/** By method: https://knexjs.org/guide/schema-builder.html#schema-building */
const STEPS: Readonly<Record<string, StepWriter>> = {
  primary: alterTable((step, { draft }) => {
    if (draft.mode !== 'alter' && draft.mode !== 'createLike') return []
    const { name, deferrable } = primaryKeyName(step, draft)
    const [columns] = step.args
    return columns ? ['add constraint ', name, ' primary key (', columnize(columns), ')', deferrable] : []
  }),
  unique: uniqueKey,
  index,
  foreign: alterTable(foreignKey),
  dropPrimary: dropPrimary(),
  dropPrimaryIfExists: dropPrimary('if exists '),
  dropUnique: dropConstraint('unique'),
  dropUniqueIfExists: dropConstraint('unique', 'if exists '),
  dropForeign: dropConstraint('foreign'),
  dropForeignIfExists: dropConstraint('foreign', 'if exists '),
  dropIndex: (step, context) => {
    const { schema } = context.draft
    const prefix = isGiven(schema) ? [wrap(schema), '.'] : []
    return ['drop index ', ...prefix, keyName('index', step.args, step, context)]
  },
  dropColumn: dropColumns(),
  dropColumns: dropColumns(),
  renameColumn: alterTable(({ args: [from, to] }) =>
    from && to ? ['rename ', wrap(from), ' to ', wrap(to)] : [],
  ),
  setNullable: nullability('drop'),
  dropNullable: nullability('set'),
  check: alterTable(({ args: [predicate, , name] }, context) => {
    const called = isGiven(name) ? [textOfGiven(name)] : [context.tableName, `_${++context.checks.count}`]
    return predicate ? ['add constraint ', ...called, ' check(', textOfGiven(predicate), ')'] : []
  }),
  dropChecks: alterTable(({ args, span }) => [
    joined(
      span,
      args
        .slice(0, 1)
        .flatMap(listOf)
        .map(name => write(name.span, 'drop constraint ', textOfGiven(name))),
    ),
  ]),
}

/** Whether a method of the table builder is a statement of its own. */
export function isStepMethod(method: string): boolean {
  return Object.hasOwn(STEPS, method)
}

/** The statement of a step; a step may have none. */
export function compileStep(step: TableStep, context: TableContext): readonly MappedText[] {
  const words = STEPS[step.method]?.(step, context) ?? []
  return words.length === 0 ? [] : [write(step.span, ...words)]
}

/** The name that was given, or the one made of the table, the columns and the kind, in lower case. */
function keyName(
  kind: 'unique' | 'foreign' | 'index',
  [columns, name]: readonly (Given | undefined)[],
  { span }: TableStep,
  { draft }: TableContext,
): MappedText {
  if (isGiven(name)) return wrap(name)
  const table = textOfGiven(draft.name)
  const parts = isGiven(columns) ? listOf(columns).map(textOfGiven) : []
  const text = write(span, table, '_', joined(span, parts, '_'), `_${kind}`)
  if (text.pieces.some(piece => piece.hole !== undefined)) return quote(text, span)
  const plain = table.text.replace(/[.-]/gu, '_') + text.text.slice(table.text.length)
  return wrapText(standingFor(plain.toLowerCase(), span), span)
}

function uniqueKey(step: TableStep, context: TableContext): readonly (string | MappedText)[] {
  const [columns, second] = step.args
  if (!columns) return []
  const options = second?.value.kind === 'object' ? second : undefined
  const name = keyName('unique', [columns, options ? option(options, 'indexName') : second], step, context)
  const deferral = option(options, 'deferrable')
  const predicate = option(options, 'predicate')
  const wanted = option(options, 'useConstraint')
  const asConstraint = isGiven(wanted) ? !is(wanted, false) : isGiven(deferral) || !isGiven(predicate)
  const list = ['(', columnize(columns), ')']
  if (!asConstraint) {
    return ['create unique index ', name, ' on ', context.tableName, ' ', ...list, ...where(predicate)]
  }
  const deferrable = isGiven(deferral) ? ` deferrable initially ${textOfGiven(deferral).text}` : ''
  return ['alter table ', context.tableName, ' add constraint ', name, ' unique ', ...list, deferrable]
}

function index(step: TableStep, context: TableContext): readonly (string | MappedText)[] {
  const [columns, given, options] = step.args
  if (!columns) return []
  const unique = textIn(option(options, 'indexType'))?.toLowerCase() === 'unique' ? ' unique' : ''
  const using = textIn(options) ?? textIn(option(options, 'storageEngineIndexType'))
  const name = keyName('index', [columns, given], step, context)
  const method = using === undefined ? ' (' : ` using ${using} (`
  const predicate = where(option(options, 'predicate'))
  return [
    `create${unique} index `,
    name,
    ' on ',
    context.tableName,
    method,
    columnize(columns),
    ')',
    ...predicate,
  ]
}

/** A partial index takes the WHERE of a query: `knex.whereNotNull('email')`. */
function where(predicate: Given | undefined): readonly (string | MappedText)[] {
  const text = predicate && rawOf(predicate.value)
  return text ? [' ', text] : []
}

/** Nothing is written before both the table and its column are said. */
function foreignKey(step: TableStep, context: TableContext): readonly (string | MappedText)[] {
  const [columns] = step.args
  const { parts } = step
  const table = parts.get('inTable')
  const references = parts.get('references')
  if (!columns || !table || !references) return []
  const action = (name: string, words: string): readonly string[] => {
    const given = parts.get(name)
    return isGiven(given) ? [` on ${words} ${textOfGiven(given).text}`] : []
  }
  const deferral = parts.get('deferrable')
  return [
    'add constraint ',
    keyName('foreign', [columns, parts.get('keyName') ?? step.args[1]], step, context),
    ' foreign key (',
    columnize(columns),
    ') references ',
    wrap(table),
    ' (',
    columnize(references),
    ')',
    ...action('onUpdate', 'update'),
    ...action('onDelete', 'delete'),
    ...(isGiven(deferral) ? [` deferrable initially ${textOfGiven(deferral).text.toLowerCase()}`] : []),
  ]
}

function dropColumns(): StepWriter {
  return alterTable(({ args, span }) => [
    joined(
      span,
      args.flatMap(listOf).map(column => write(column.span, 'drop column ', wrap(column))),
    ),
  ])
}
