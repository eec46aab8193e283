/** Adding a replacement, filling it and dropping what it replaces leaves no moment at which both versions of the code run. */
import {
  defineRule,
  formatName,
  namesIn,
  steps,
  type MigrationContext,
  type Operation,
  type OperationOf,
  type QualifiedName,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'expand-and-contract-together',
  hazard: 'breaks-running-app',
  severity: 'warning',
  since: '0.1.0',
  what: 'The migration adds {new}, fills it from {old} and drops {old}.',
  why: 'Until the last instance of the application is replaced, the running ones still read and write {old}, which is gone from the moment the migration commits; new code cannot run before it. A rollback of the code does not find {old} either, and what it held is lost.',
  remedy: steps(
    'Leave only the addition of {new} here, and deploy code (or a trigger) that writes both.',
    'Fill the old rows in batches, in a migration of its own.',
    'Deploy code that uses {new} only, then drop {old} in a later migration.',
  ),
  variants: {
    swapped: {
      what: 'The migration adds {new}, fills it from {old} and gives it the name of {old}.',
      why: 'All of it happens at once: the running application goes on to read and write {old} as what it was before, the rows are written while every SELECT, INSERT, UPDATE and DELETE on the table waits, and a rollback of the code does not find what {old} held.',
    },
  },
  references: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-COLUMN'],
  proof: { breaksApp: '42703' },
  check: {
    migration(context) {
      const fills = [...context.operations.entries()].filter(isFill)
      if (fills.length === 0) return
      for (const [index, operation] of context.operations.entries()) {
        if (operation.kind !== 'dropColumn' && operation.kind !== 'dropTable') continue
        const replaced = replacedBy([index, operation], fills, context)
        if (!replaced) continue
        const { added, filled, name } = replaced
        const column = operation.kind === 'dropColumn' ? operation.column : undefined
        const old = column === undefined ? formatName(operation.table) : part(operation.table, column)
        const isSwapped = column !== undefined && context.after.column(operation.table, column)
        const related = [
          { message: 'the replacement is added here', at: added },
          ...(filled === added ? [] : [{ message: 'and filled here', at: filled }]),
        ]
        context.report(operation, { old, new: name }, { related, variant: isSwapped ? 'swapped' : undefined })
      }
    },
  },
})

type Drop = OperationOf<'dropColumn' | 'dropTable'>
type Fill = OperationOf<'createTable' | 'updateRows' | 'insertRows' | 'mergeRows'>

/** One row written out with VALUES may hold a count or the largest number: nothing is replaced by it. */
function isFill(entry: readonly [number, Operation]): entry is [number, Fill] {
  const [, operation] = entry
  if (operation.kind === 'insertRows') return operation.fromQuery === true
  return ['createTable', 'updateRows', 'mergeRows'].includes(operation.kind)
}

/** What was made in this migration and filled from the dropped one; undefined for what is new itself or lives on under its name. */
function replacedBy(
  [index, drop]: [number, Drop],
  fills: readonly [number, Fill][],
  context: MigrationContext,
) {
  const { schema } = context.at(index)
  const { table } = drop
  if (schema.createdInThisMigration(table)) return undefined
  if (drop.kind === 'dropColumn' && schema.columnAddedInThisMigration(table, drop.column)) return undefined
  if (drop.kind === 'dropTable' && (context.after.table(table) ?? context.after.view(table))) return undefined
  for (const [i, filled] of fills.filter(([before]) => before < index)) {
    const replacement = readsFrom(filled, drop, i, context) && filledBy(filled, i, context)
    if (replacement) return { ...replacement, filled }
  }
  return undefined
}

/** Whether the operation writes what stands in the dropped column or table. */
function readsFrom(filled: Fill, drop: Drop, index: number, { at }: MigrationContext): boolean {
  const { schema } = at(index)
  const isDropped = (name: QualifiedName) => schema.keyOf(name) === schema.keyOf(drop.table)
  const own = filled.kind === 'updateRows' && drop.kind === 'dropColumn' ? [filled.table] : []
  const reads = filled.kind === 'createTable' ? (filled.as?.reads ?? []) : filled.reads
  if (![...own, ...reads].some(isDropped)) return false
  if (drop.kind === 'dropTable') return true
  const values = filled.kind === 'updateRows' ? filled.set.map(({ value }) => value ?? filled.sql) : filled
  return namesIn(values).some(text => text.split(/[^\w$]+/u).includes(drop.column))
}

/** The new column or table that the operation fills. */
function filledBy(filled: Fill, index: number, context: MigrationContext) {
  if (filled.kind === 'createTable') return { name: formatName(filled.table), added: filled }
  const { table } = filled
  const { schema } = context.at(index)
  const earlier = context.operations.slice(0, index)
  const isHere = (name: QualifiedName) => schema.keyOf(name) === schema.keyOf(table)
  const creation = earlier.find(each => each.kind === 'createTable' && isHere(each.table))
  if (creation && schema.createdInThisMigration(table)) return { name: formatName(table), added: creation }
  const columns = filled.kind === 'updateRows' ? filled.set.map(({ column }) => column) : []
  const isNew = (name: string) => columns.includes(name) && !context.before.column(table, name)
  const added = earlier
    .filter(each => each.kind === 'addColumn')
    .find(each => isHere(each.table) && isNew(each.column.name))
  return added && { name: part(table, added.column.name), added }
}

function part(table: QualifiedName, column: string): string {
  return `${formatName(table)}.${column}`
}
