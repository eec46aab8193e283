/** What constraints without a name are called, so that they can be named to be dropped. */
import { nameFrom, type NamingConvention } from '../naming-convention.ts'
import { BatchError, enumeration } from './batch-error.ts'
import type { ClauseKind } from './clauses.ts'
import type { Draft } from './draft.ts'
import { columnsUsed, key, referenceOf, sameName } from './names.ts'
import { columnsOf, constrainedColumns, constraintsOf, type FoundConstraint } from './table-parts.ts'

/** The names that PostgreSQL would have given; a CHECK is called by its column only where it has one alone. */
const OF_POSTGRES: NamingConvention = {
  pk: '{table}_pkey',
  uq: '{table}_{columns}_key',
  ck: '{table}_{column}_check',
  fk: '{table}_{columns}_fkey',
}

const PATTERN_OF: Partial<Record<ClauseKind, keyof NamingConvention>> = {
  primaryKey: 'pk',
  unique: 'uq',
  check: 'ck',
  foreignKey: 'fk',
}

/** The constraint of that name, or an error that lists the ones that there are. */
export function constraintNamed(
  draft: Draft,
  name: string,
  convention: NamingConvention | undefined,
): FoundConstraint | undefined {
  const all = constraintsOf(draft.table)
  const called = (wanted: (constraint: FoundConstraint) => string | undefined) =>
    all.find(each => sameName(wanted(each) ?? '', name))
  return (
    called(({ clause }) => clause.name) ??
    (convention && called(each => conventionalName(draft, each, convention))) ??
    called(each => conventionalName(draft, each, OF_POSTGRES))
  )
}

/** That there is no constraint of the name, what there is, and where to look instead. */
export function noConstraint(
  draft: Draft,
  name: string,
  convention: NamingConvention | undefined,
): BatchError {
  if (draft.indexes.some(index => sameName(index.name, name))) {
    return new BatchError(
      `${name} is an index of table ${draft.name}, not a constraint: drop it with op.dropIndex('${name}').`,
    )
  }
  const known = constraintsOf(draft.table).flatMap(each => {
    const called = each.clause.name ?? conventionalName(draft, each, convention ?? OF_POSTGRES)
    return called === undefined
      ? []
      : [each.clause.name === undefined ? `${called} (${each.clause.text})` : called]
  })
  const there = known.length === 0 ? 'it has none' : `it has ${enumeration(known)}`
  return new BatchError(`Table ${draft.name} has no constraint ${name}; ${there}.`)
}

function conventionalName(
  draft: Draft,
  found: FoundConstraint,
  convention: NamingConvention,
): string | undefined {
  const kind = PATTERN_OF[found.clause.kind]
  const pattern = kind && convention[kind]
  if (pattern === undefined || found.clause.name !== undefined) return undefined
  const table = draft.name
  // PostgreSQL looks at what the condition names, wherever it stands.
  const byCondition = found.clause.kind === 'check' && (!found.column || convention === OF_POSTGRES)
  const columns = byCondition ? columnsInCheck(draft, found.clause.text) : constrainedColumns(found)
  if (convention === OF_POSTGRES && kind === 'ck' && columns.length !== 1) return `${table}_check`
  const reference = referenceOf(found.clause.text)
  return nameFrom(pattern, {
    table,
    columns,
    referredTable: reference?.table,
    referredColumns: reference?.columns,
  })
}

/** Other words of the condition are no columns. */
function columnsInCheck({ table }: Draft, text: string): readonly string[] {
  const known = new Set(columnsOf(table).map(({ name }) => key(name)))
  return [...columnsUsed(text)].filter(name => known.has(name))
}
