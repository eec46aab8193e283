/** A table builder as the statements that Knex sends for it, in Knex's order. */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import { compileColumn, defaultClause, type CompiledColumn } from './column-compiler.ts'
import type { Statement, TableDraft } from './drafts.ts'
import { bindRaw } from './raw.ts'
import { compileStep, primaryKeyName, tableNameOf, type TableContext } from './table-steps.ts'
import { columnize, wrap } from './text.ts'
import { type Given, is, isGiven } from '../typescript/given.ts'
import { joined, textOfGiven, write } from '../typescript/written-sql.ts'

/** The statements, one after the other, each a round trip of its own. */
export function compileTable(draft: TableDraft): readonly Statement[] {
  const tableName = tableNameOf(draft)
  const context: TableContext = { draft, tableName, span: draft.span, checks: { count: 0 } }
  const columns = draft.columns.map(column => compileColumn(column, draft, tableName))
  const before = columns.flatMap(column => column.before).reverse()
  const statements = draft.mode === 'alter' ? alter(context, columns) : always(create(context, columns))
  return [
    ...always(before),
    ...statements,
    ...draft.steps.flatMap(step => compileStep(step, context).map(text => ({ text, flow: step.flow }))),
    // The comment comes right behind CREATE TABLE, and last in ALTER TABLE.
    ...always(draft.mode === 'alter' ? commentOn(context) : []),
  ]
}

function always(texts: readonly MappedText[]): readonly Statement[] {
  return texts.map(text => ({ text }))
}

function create(context: TableContext, columns: readonly CompiledColumn[]): readonly MappedText[] {
  const { draft, tableName, span } = context
  const verb = draft.mode === 'createIfNot' ? 'create table if not exists ' : 'create table '
  const definitions = columns.map(column => column.definition)
  const inherits = draft.single.get('inherits')
  const body = draft.like
    ? ['like ', likeName(context, draft.like), ' including all', ...definitions.flatMap(each => [', ', each])]
    : [joined(span, [...definitions, ...primaryKey(draft), ...tableChecks(draft)])]
  const statement = write(
    span,
    verb,
    tableName,
    ' (',
    ...body,
    ')',
    ...(inherits ? [' inherits (', wrap(inherits), ')'] : []),
  )
  return [statement, ...commentOn(context), ...columns.flatMap(column => column.after)]
}

/** `like` takes the schema of the builder, as the new table does. */
function likeName({ draft }: TableContext, like: Given): MappedText {
  return tableNameOf({ schema: draft.schema, name: like, span: like.span })
}

/** Only the first primary key is written. */
function primaryKey(draft: TableDraft): readonly MappedText[] {
  const step = draft.steps.find(each => each.method === 'primary')
  const columns = step?.args[0]
  if (!step || !columns) return []
  const { name, deferrable } = primaryKeyName(step, draft)
  return [write(step.span, 'constraint ', name, ' primary key (', columnize(columns), ')', deferrable)]
}

function tableChecks(draft: TableDraft): readonly MappedText[] {
  return draft.checks.map(({ args: [predicate, bindings, name], span }) => {
    const text = predicate ? bindRaw(textOfGiven(predicate), bindings) : standingFor('true', span)
    return write(
      span,
      ...(isGiven(name) ? ['constraint ', textOfGiven(name), ' '] : []),
      'check (',
      text,
      ')',
    )
  })
}

/** Knex puts the text between quotes as it is, so that a quote in it ends it. */
function commentOn({ draft, tableName, span }: TableContext): readonly MappedText[] {
  const comment = draft.single.get('comment')
  if (!comment) return []
  return [write(span, 'comment on table ', tableName, " is '", textOfGiven(comment), "'")]
}

function alter(context: TableContext, columns: readonly CompiledColumn[]): readonly Statement[] {
  const added = columns.filter(({ draft }) => !draft.alter)
  const altered = columns.filter(({ draft }) => draft.alter)
  const doubts = [...new Set(added.map(({ draft }) => draft.flow))]
  const each = (list: readonly CompiledColumn[], texts: (column: CompiledColumn) => readonly MappedText[]) =>
    list.flatMap(column => texts(column).map(text => ({ text, flow: column.draft.flow })))
  return [
    ...doubts.map(flow =>
      addColumns(
        context,
        added.filter(({ draft }) => draft.flow === flow),
        flow,
      ),
    ),
    ...each(altered, column => alterColumn(column, context.tableName)),
    ...each(added, column => column.after),
    ...each(altered, column => column.after),
  ]
}

/** One column alone is what its statement is about; several share the head of the builder's call. */
function addColumns(
  { tableName, span }: TableContext,
  columns: readonly CompiledColumn[],
  flow: Statement['flow'],
): Statement {
  const head = (columns.length === 1 ? columns[0]?.draft.span : undefined) ?? span
  const additions = columns.map(({ draft, definition }) => write(draft.span, 'add column ', definition))
  return { text: write(head, 'alter table ', tableName, ' ', joined(span, additions)), flow }
}

/** `.alter()`: drops the default and the not-null, changes the type, and sets again what the code says. */
function alterColumn({ draft, name, type }: CompiledColumn, tableName: MappedText): readonly MappedText[] {
  const { span, alter, modifiers, method } = draft
  const change = (...words: readonly (string | MappedText)[]): MappedText =>
    write(span, 'alter table ', tableName, ' alter column ', name, ' ', ...words)
  const statements = [change('drop default')]
  if (alter?.nullable) statements.push(change('drop not null'))
  if (alter?.type) {
    const cast = method === 'enum' || method === 'enu' ? '::text::' : '::'
    statements.push(change('type ', type, ' using (', name, cast, type, ')'))
  }
  const byDefault = defaultClause(draft)
  if (byDefault) statements.push(change('set ', byDefault))
  if (alter?.nullable && is(modifiers.get('nullable')?.[0], false)) statements.push(change('set not null'))
  return statements
}
