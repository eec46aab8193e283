/** What SQLite's own ALTER TABLE can do, by version: https://www.sqlite.org/lang_altertable.html */
import { nativelyAlters } from '../../dialects/sqlite.ts'
import { withNotices } from '../../dialects/sqlite/left-out.ts'
import type { BareOperation } from '../../model/operation.ts'
import { applyOperation } from './apply-operations.ts'
import { BatchError } from './batch-error.ts'
import type { BatchOptions } from './batch-options.ts'
import { sameName } from './names.ts'
import type { Draft } from './draft.ts'
import { hasUsers } from './dropped-columns.ts'
import { renamedIndex } from './edit-indexes.ts'
import { columnText, identifier, printOperation } from './print.ts'
import { clauseOf, columnIn, constraintsOf } from './table-parts.ts'
import { printContent } from './table-text.ts'

type Native<K extends BareOperation['kind']> = (
  operation: Extract<BareOperation, { readonly kind: K }>,
  draft: Draft,
  options: BatchOptions,
) => readonly string[] | undefined

/** What depends on the table; whether the version can do it at all is asked before. */
const NATIVES: { readonly [K in BareOperation['kind']]?: Native<K> } = {
  addColumn: ({ column }, draft, options) => {
    if (columnIn(draft.table, column.name)) return []
    const { content, notices } = columnText(column, draft, options)
    return [withNotices(notices, alter(draft, `ADD COLUMN ${printContent(content)}`))]
  },
  dropColumn: operation => [printOperation(operation)],
  setNotNull: operation => [printOperation(operation)],
  dropNotNull: operation => [printOperation(operation)],
  setColumnOption: ({ option }) => (option === 'dropExpression' ? undefined : []),
  addConstraint: operation =>
    operation.constraint.kind === 'check' ? [printOperation(operation)] : undefined,
  dropConstraint: (operation, draft) => {
    const found = constraintsOf(draft.table).find(({ clause }) => sameName(clause.name ?? '', operation.name))
    const isPlain = found?.clause.kind === 'check' || found?.clause.kind === 'notNull'
    return isPlain ? [printOperation(operation)] : undefined
  },
  validateConstraint: () => [],
  createIndex: operation => [printOperation(operation)],
  dropIndex: operation => [printOperation(operation)],
  renameIndex: ({ index, to }, draft) => {
    const old = draft.indexes.find(({ name }) => sameName(name, index.name))
    return old ? [`DROP INDEX ${identifier(old.name)}`, renamedIndex(old.sql, to)] : []
  },
}

/** The statements that do all of it to the table as it stands; undefined when only a rebuild can, or is asked for. */
export function nativeStatements(
  operations: readonly BareOperation[],
  start: Draft,
  options: BatchOptions,
  version: string,
): readonly string[] | undefined {
  if (options.recreate === 'always') return undefined
  const needsRebuild = firstWithoutNative(operations, start, options, version)
  if (needsRebuild !== undefined) {
    if (options.recreate !== 'never') return undefined
    throw new BatchError(
      `SQLite ${version} cannot do ${needsRebuild} on table ${start.name} without a rebuild, which recreate: 'never' forbids: leave recreate out, or leave the change out on SQLite.`,
    )
  }
  return formsOf(operations, start, options, version).flatMap(form => form ?? [])
}

function firstWithoutNative(...given: Parameters<typeof formsOf>): string | undefined {
  const [operations, , options] = given
  if (options.columnOrder) return 'columnOrder'
  return operations[formsOf(...given).indexOf(undefined)]?.kind
}

/** Each operation sees the table as those before it left it. */
function formsOf(
  operations: readonly BareOperation[],
  start: Draft,
  options: BatchOptions,
  version: string,
): readonly (readonly string[] | undefined)[] {
  let draft = start
  return operations.map(operation => {
    const form = nativeForm(operation, draft, options, version)
    draft = applyOperation(draft, operation, options)
    return form
  })
}

function nativeForm(
  operation: BareOperation,
  draft: Draft,
  options: BatchOptions,
  version: string,
): readonly string[] | undefined {
  if (operation.kind === 'addColumn' && options.positions?.[operation.column.name]) return undefined
  if (operation.kind === 'dropColumn') {
    const column = columnIn(draft.table, operation.column)
    if (!column) return []
    const isKey = clauseOf(column, 'primaryKey') ?? clauseOf(column, 'unique')
    if (isKey || hasUsers(draft, column.name)) return undefined
  }
  const plain = withoutConditions(operation)
  if (!isIndex(operation) && !nativelyAlters(plain, version)) return undefined
  // The table's type pairs each kind with its function, which a look-up by a union loses.
  const native = NATIVES[operation.kind] as Native<BareOperation['kind']> | undefined
  return native?.(plain, draft, options)
}

function isIndex({ kind }: BareOperation): boolean {
  return kind === 'createIndex' || kind === 'dropIndex' || kind === 'renameIndex'
}

/** Whether it is there has been looked up, and whether something hangs on it. */
function withoutConditions(operation: BareOperation): BareOperation {
  if (isIndex(operation)) return operation
  const conditions = {
    ifExists: undefined,
    ifNotExists: undefined,
    ifTableExists: undefined,
    cascade: undefined,
  }
  return { ...operation, ...conditions }
}

function alter(draft: Draft, change: string): string {
  return `ALTER TABLE ${identifier(draft.name)} ${change}`
}
