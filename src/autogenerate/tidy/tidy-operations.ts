/** Operations as a person would write them: no name that the database chooses by itself, no cast that says nothing. */
import type { ColumnDefinition } from '../../model/column.ts'
import type { Constraint } from '../../model/constraint.ts'
import { canonicalTypeName, type DataType } from '../../model/data-type.ts'
import type { Expression } from '../../model/expression.ts'
import type { BareOperation } from '../../model/operation.ts'
import { placedNowhere } from '../../model/placed-nowhere.ts'
import { literalExpression } from '../../frontends/typescript/sql-fragments.ts'
import { applyOperation, startMigration } from '../../schema/apply.ts'
import type { SchemaState } from '../../schema/schema-state.ts'
import { viewOf } from '../../schema/schema-view.ts'
import { inPlainTypes } from './plain-types.ts'
import type { TargetWords } from './target-words.ts'

/** What is known besides the schema. */
export interface TidySettings {
  readonly dialect: 'postgres' | 'sqlite'
  /** Whether the project gives constraints of that kind names of its own. */
  readonly hasConvention: (kind: Constraint['kind']) => boolean
  readonly inWordsOf?: TargetWords | undefined
}

/** The same operations, in order; `before` is the schema before them. */
export function tidyOperations(
  operations: readonly BareOperation[],
  before: SchemaState,
  { dialect, hasConvention, inWordsOf = each => each }: TidySettings,
): readonly BareOperation[] {
  let state = startMigration(before)
  return operations.flatMap(apart).map(operation => {
    const typed = dialect === 'sqlite' ? inPlainTypes(operation) : operation
    const said = tidy(inWordsOf(typed), state)
    const short = said.kind === 'createTable' ? shortened(said, hasConvention) : said
    const after = applyOperation(state, placedNowhere(operation))
    const chosen = isSame(short, state, after) ? short : isSame(said, state, after) ? said : operation
    state = after
    return chosen
  })
}

/** What `op.createTable` has no word for is added to the new table. */
function apart(operation: BareOperation): readonly BareOperation[] {
  if (operation.kind !== 'createTable') return [operation]
  const { table, constraints } = operation
  const excludes = constraints.filter(({ kind }) => kind === 'exclude')
  if (excludes.length === 0) return [operation]
  return [
    { ...operation, constraints: constraints.filter(each => !excludes.includes(each)) },
    ...excludes.map((constraint): BareOperation => ({ kind: 'addConstraint', table, constraint })),
  ]
}

/** Whether PostgreSQL gives all parts of a new table the names that they are to have. */
function isSame(operation: BareOperation, before: SchemaState, wanted: SchemaState): boolean {
  if (operation.kind !== 'createTable') return true
  const names = (state: SchemaState) =>
    (viewOf(state).table(operation.table)?.constraints ?? []).map(({ name }) => name).sort()
  const made = applyOperation(before, placedNowhere(operation))
  return names(made).join('\n') === names(wanted).join('\n')
}

function tidy(operation: BareOperation, before: SchemaState): BareOperation {
  switch (operation.kind) {
    case 'createTable':
      return { ...operation, columns: operation.columns.map(tidyColumn) }
    case 'addColumn':
      return { ...operation, column: tidyColumn(operation.column) }
    case 'setDefault': {
      const column = viewOf(before).column(operation.table, operation.column)
      return { ...operation, default: withoutCast(operation.default, column?.type) }
    }
    default:
      return operation
  }
}

function tidyColumn(column: ColumnDefinition): ColumnDefinition {
  return column.default ? { ...column, default: withoutCast(column.default, column.type) } : column
}

const CAST = /^'(?:[^']|'')*'::(?:\w+\.)?"?([\w ]+?)"?(?:\([\d,]+\))?(?:\[\])*$/u

/** `'new'::order_state` is `'new'` for a column of that type. */
function withoutCast(value: Expression, type: DataType | undefined): Expression {
  const [, cast] = CAST.exec(value.sql) ?? []
  const isOwn = cast !== undefined && canonicalTypeName(cast) === type?.name
  return isOwn && typeof value.literal === 'string' ? literalExpression(value.literal) : value
}

type CreateTable = BareOperation & { readonly kind: 'createTable' }

/** Constraints without the names that are chosen anyway, those of one column at that column. */
function shortened(operation: CreateTable, hasConvention: TidySettings['hasConvention']): CreateTable {
  const unnamed = (constraint: Constraint): Constraint => {
    if (hasConvention(constraint.kind) || constraint.name === undefined) return constraint
    const { name: _, ...rest } = constraint
    return isChosen(operation.table.name, constraint) ? rest : constraint
  }
  const all = operation.constraints.map(unnamed)
  const columns = operation.columns.map(column => {
    const own = all.filter(each => isOf(each, column.name))
    return { ...column, constraints: [...column.constraints.map(unnamed), ...own] }
  })
  const placed = new Set(columns.flatMap(({ constraints }) => constraints))
  return { ...operation, columns, constraints: all.filter(each => !placed.has(each)) }
}

/** Whether the constraint can stand at the column. */
function isOf(constraint: Constraint, column: string): boolean {
  const columns = columnsOf(constraint)
  return columns.length === 1 && columns[0] === column
}

function columnsOf(constraint: Constraint): readonly string[] {
  switch (constraint.kind) {
    case 'primaryKey':
    case 'unique':
      return constraint.include.length > 0 ? [] : constraint.columns
    case 'foreignKey':
      return constraint.columns
    case 'check':
      return constraint.noInherit ? [] : constraint.expression.columns
    default:
      return []
  }
}

/** Whether the name looks like one that PostgreSQL makes; whether it is that is tried out afterwards. */
function isChosen(table: string, { name, kind }: Constraint): boolean {
  const ending = {
    primaryKey: 'pkey',
    unique: 'key',
    foreignKey: 'fkey',
    check: 'check',
    exclude: 'excl',
    notNull: 'not_null',
  }
  return (
    name !== undefined &&
    name.startsWith(table.slice(0, 20)) &&
    new RegExp(`_${ending[kind]}\\d*$`, 'u').test(name)
  )
}
