/** Whether something that comes later counts on what a rewrite would put off. */
import { canonical } from '../frontends/sql-edits.ts'
import type { Step } from '../lint/rewrite.ts'
import type { Constraint } from '../model/constraint.ts'
import { unplaced, type Operation } from '../model/operation.ts'
import type { Chapter, FixedHistory } from './history.ts'

/** Statements on rows may say ON CONFLICT, and nobody knows what opaque ones say. */
const MAY_NEED_KEYS: ReadonlySet<Operation['kind']> = new Set<Operation['kind']>([
  'insertRows',
  'mergeRows',
  'opaque',
  'objectDdl',
])

/** Rows may need that a unique index, or a place among the partitions, is gone. */
const WRITES_ROWS: ReadonlySet<Operation['kind']> = new Set<Operation['kind']>([
  ...MAY_NEED_KEYS,
  'updateRows',
  'updateInBatches',
  'deleteRows',
  'copyRows',
  'truncateTable',
  'selectRows',
])

/** Whether the operation can be put off until the migrations are done. */
export function canWait(
  { chapters }: FixedHistory,
  chapter: Chapter,
  operation: Operation,
  later: readonly Step[],
): boolean {
  const { up } = chapter.migration
  const rest = up.slice(up.indexOf(operation) + 1)
  const names = later.flatMap(({ operations }) => operations.flatMap(nameMade))
  if (rest.some(each => names.some(name => canonical(unplaced(each)).includes(JSON.stringify(name)))))
    return false
  if (operation.kind === 'setNotNull')
    return !rest.some(each => each.kind === 'addIdentity' && each.column === operation.column)
  const after = chapters.slice(chapters.indexOf(chapter) + 1).flatMap(({ migration }) => migration.up)
  if (later.some(({ operations }) => operations.some(frees)))
    return ![...rest, ...after].some(each => WRITES_ROWS.has(each.kind))
  if (!later.some(({ operations }) => operations.some(isKey))) return true
  return ![...rest, ...after].some(each => MAY_NEED_KEYS.has(each.kind) || addsForeignKey(each))
}

/** The names that an operation makes or takes away. */
function nameMade(operation: Step['operations'][number]): readonly string[] {
  switch (operation.kind) {
    case 'createIndex':
      return operation.name === undefined ? [] : [operation.name]
    case 'addConstraint':
      return operation.constraint.name === undefined ? [] : [operation.constraint.name]
    case 'dropIndex':
      return [operation.index.name]
    case 'reindex':
      return operation.name ? [operation.name.name] : []
    case 'detachPartition':
      return [operation.partition.name, operation.table.name]
    default:
      return []
  }
}

function frees({ kind }: Step['operations'][number]): boolean {
  return kind === 'dropIndex' || kind === 'detachPartition'
}

function isKey(operation: Step['operations'][number]): boolean {
  if (operation.kind === 'createIndex') return operation.unique === true
  return operation.kind === 'addConstraint' && /^(?:unique|primaryKey)$/u.test(operation.constraint.kind)
}

function addsForeignKey(operation: Operation): boolean {
  const isForeign = (constraint: Constraint) => constraint.kind === 'foreignKey'
  switch (operation.kind) {
    case 'addConstraint':
      return isForeign(operation.constraint)
    case 'addColumn':
      return operation.column.constraints.some(isForeign)
    case 'createTable':
      return [...operation.constraints, ...operation.columns.flatMap(each => each.constraints)].some(
        isForeign,
      )
    default:
      return false
  }
}
