/** What SQLite's own ALTER TABLE can do, by version: https://www.sqlite.org/lang_altertable.html */
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

/** Since when ALTER TABLE knows DROP COLUMN, tests new CHECKs on old rows, and changes NOT NULL and CHECK. */
const DROPS_COLUMNS = 3_035_000
const TESTS_ROWS = 3_037_000
const CHANGES_CONSTRAINTS = 3_053_000

type Native<K extends BareOperation['kind']> = (
  operation: Extract<BareOperation, { readonly kind: K }>,
  draft: Draft,
  version: number,
) => readonly string[] | undefined

type Natives = { readonly [K in BareOperation['kind']]?: Native<K> }

const NATIVES: Natives = {
  addColumn: (operation, draft, version) => {
    if (columnIn(draft.table, operation.column.name)) return []
    const { ifNotExists: _, ...plain } = operation
    return isAddable(operation, version) ? [printOperation(plain)] : undefined
  },
  dropColumn: (operation, draft, version) => {
    const column = columnIn(draft.table, operation.column)
    if (!column) return []
    const isKey = clauseOf(column, 'primaryKey') ?? clauseOf(column, 'unique')
    if (version < DROPS_COLUMNS || isKey || hasUsers(draft, column.name)) return undefined
    return [alter(draft, `DROP COLUMN ${identifier(column.name)}`)]
  },
  setNotNull: ({ column }, draft, version) =>
    version < CHANGES_CONSTRAINTS
      ? undefined
      : [alter(draft, `ALTER COLUMN ${identifier(column)} SET NOT NULL`)],
  dropNotNull: ({ column }, draft, version) =>
    version < CHANGES_CONSTRAINTS
      ? undefined
      : [alter(draft, `ALTER COLUMN ${identifier(column)} DROP NOT NULL`)],
  addConstraint: (operation, _draft, version) =>
    version >= CHANGES_CONSTRAINTS && operation.constraint.kind === 'check'
      ? [printOperation(operation)]
      : undefined,
  dropConstraint: ({ name }, draft, version) => {
    const found = constraintsOf(draft.table).find(({ clause }) => sameName(clause.name ?? '', name))
    const isCheck = found?.clause.kind === 'check' || found?.clause.kind === 'notNull'
    return version >= CHANGES_CONSTRAINTS && isCheck
      ? [alter(draft, `DROP CONSTRAINT ${identifier(name)}`)]
      : undefined
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
  version: number,
): readonly string[] | undefined {
  if (options.recreate === 'always') return undefined
  const needsRebuild = firstWithoutNative(operations, start, options, version)
  if (needsRebuild !== undefined) {
    if (options.recreate !== 'never') return undefined
    throw new BatchError(
      `SQLite ${versionText(version)} cannot do ${needsRebuild} on table ${start.name} without a rebuild, which recreate: 'never' forbids: leave recreate out, or leave the change out on SQLite.`,
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
  version: number,
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
  version: number,
): readonly string[] | undefined {
  const isPlaced = operation.kind === 'addColumn' && options.positions?.[operation.column.name] !== undefined
  // The table's type pairs each kind with its function, which a look-up by a union loses.
  const native = NATIVES[operation.kind] as Native<BareOperation['kind']> | undefined
  return isPlaced ? undefined : native?.(operation, draft, version)
}

function versionText(version: number): string {
  return [Math.floor(version / 1_000_000), Math.floor(version / 1000) % 1000, version % 1000].join('.')
}

/** Old rows get the default once and for all, so it has to be a constant: https://www.sqlite.org/lang_altertable.html#alter_table_add_column */
function isAddable(
  operation: Extract<BareOperation, { readonly kind: 'addColumn' }>,
  version: number,
): boolean {
  const column = columnText(operation.column)
  const has = (kind: 'primaryKey' | 'unique' | 'check' | 'generated') => clauseOf(column, kind) !== undefined
  if (has('primaryKey') || has('unique')) return false
  if (version < TESTS_ROWS && (has('check') || has('generated'))) return false
  if (/\bSTORED$/iu.test(clauseOf(column, 'generated')?.text ?? '')) return false
  const byDefault = clauseOf(column, 'default')?.text ?? ''
  return byDefault === '' || CONSTANT.test(byDefault)
}

const CONSTANT =
  /^DEFAULT\s+(?:[+-]?\s*(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|0x[\da-f]+|x?'(?:[^']|'')*'|NULL|TRUE|FALSE)$/iu

function alter(draft: Draft, change: string): string {
  return `ALTER TABLE ${identifier(draft.name)} ${change}`
}
