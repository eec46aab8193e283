/** Steps in blocks: as few transactions as what depends on what allows. */
import type { Constraint } from '../../model/constraint.ts'
import { formatName, type QualifiedName } from '../../model/names.ts'
import type { BareOperation, OperationKind } from '../../model/operation.ts'
import type { Block, Step } from './step.ts'

/** In turn what runs in a transaction and what runs outside of any; each step comes behind those that it depends on. */
export function arrange(steps: readonly Step[]): readonly Block[] {
  const blocks: Block[] = []
  let left = steps.map((step, i) => withOwnTransaction(step, steps.slice(i + 1)))
  for (let alone = false; left.length > 0; alone = !alone) {
    const taken: Step[] = []
    const skipped: Step[] = []
    for (const step of left) {
      const waits = (step.alone ?? false) !== alone || skipped.some(earlier => dependsOn(step, earlier))
      ;(waits ? skipped : taken).push(step)
    }
    if (taken.length > 0) blocks.push({ kind: alone ? 'autocommit' : 'plain', steps: taken })
    left = skipped
  }
  return blocks
}

/** What can be done to a table whatever is built or checked on it meanwhile. */
const COMMUTES: ReadonlySet<OperationKind> = new Set<OperationKind>([
  'addColumn',
  'setDefault',
  'dropDefault',
  'dropNotNull',
  'objectDdl',
])

/** What takes the place of something, or leaves nothing that others could stand on, waits for all before it. */
const LAST: ReadonlySet<OperationKind> = new Set<OperationKind>([
  'dropTable',
  'dropColumn',
  'dropType',
  'dropView',
  'renameTable',
  'createView',
])

function dependsOn(later: Step, earlier: Step): boolean {
  if (usesNewValue(later, earlier) || waitsForAll(later) || givesNames(earlier)) return true
  const [own, other] = [tablesOf(later), tablesOf(earlier)]
  if (!own.some(table => other.includes(table))) return false
  if (earlier.kind === 'operation' && earlier.operation.kind === 'dropColumn')
    return JSON.stringify(later).includes(earlier.operation.column)
  if (later.kind !== 'operation') return true
  const { operation } = later
  if (!earlier.alone) return !isUnchecked(operation) || !addsConstraint(earlier)
  if (operation.kind === 'addConstraint')
    return !isUnchecked(operation) || !isIndependent(operation.constraint, earlier)
  const isUndone = operation.kind === 'dropNotNull' && earlier.kind === 'setNotNull'
  return isUndone || !COMMUTES.has(operation.kind)
}

/** It needs of others only the key that it points at. */
function isIndependent(constraint: Constraint, earlier: Step): boolean {
  if (constraint.kind !== 'foreignKey') return true
  if (earlier.kind !== 'operation' || earlier.operation.kind !== 'createIndex') return true
  const { table, columns } = constraint.references
  const { operation } = earlier
  const isKey =
    operation.unique && columns.every(column => operation.parts.some(part => part.column === column))
  return !isKey || formatName(operation.table) !== formatName(table)
}

/** https://www.postgresql.org/docs/current/sql-altertype.html#SQL-ALTERTYPE-NOTES: not before the value is committed. */
function usesNewValue(later: Step, earlier: Step): boolean {
  if (earlier.kind !== 'operation' || earlier.operation.kind !== 'addEnumValue') return false
  return JSON.stringify(later).includes(`'${earlier.operation.value.replaceAll("'", "''")}'`)
}

/** What follows may name what this makes. */
function givesNames(step: Step): boolean {
  if (step.kind !== 'operation') return false
  return ['renameTable', 'renameType', 'createEnum', 'createDomain'].includes(step.operation.kind)
}

/** A constraint that is added without a look at the rows. */
function isUnchecked(operation: BareOperation): boolean {
  if (operation.kind !== 'addConstraint') return false
  const { constraint } = operation
  return (constraint.kind === 'check' || constraint.kind === 'foreignKey') && constraint.notValid === true
}

function addsConstraint(step: Step): boolean {
  return step.kind === 'operation' && step.operation.kind === 'addConstraint'
}

function waitsForAll(step: Step): boolean {
  if (step.kind !== 'operation') return false
  const { operation } = step
  return LAST.has(operation.kind) || (operation.kind === 'objectDdl' && operation.verb === 'drop')
}

/** A value of an enum that a later step needs is committed before. */
function withOwnTransaction(step: Step, later: readonly Step[]): Step {
  return later.some(each => usesNewValue(each, step)) ? { ...step, alone: true } : step
}

function tablesOf(step: Step): readonly string[] {
  if (step.kind !== 'operation') return [formatName(step.table)]
  return tablesIn(step.operation).map(formatName)
}

function tablesIn(operation: BareOperation): readonly QualifiedName[] {
  const own = 'table' in operation && operation.table ? [operation.table] : []
  switch (operation.kind) {
    case 'createTable': {
      const all = [...operation.constraints, ...operation.columns.flatMap(({ constraints }) => constraints)]
      return [...own, ...all.flatMap(each => (each.kind === 'foreignKey' ? [each.references.table] : []))]
    }
    case 'addConstraint':
      return operation.constraint.kind === 'foreignKey'
        ? [...own, operation.constraint.references.table]
        : own
    case 'renameTable':
      return [...own, { ...operation.table, name: operation.to }]
    case 'createView':
      return [operation.view, ...operation.reads]
    case 'dropView':
      return [operation.view]
    default:
      return own
  }
}
