/** What up made and down leaves, or up dropped and down does not bring back, stays for every later run. */
import {
  defineRule,
  differencesOf,
  namesIn,
  refusalOf,
  type MigrationContext,
  type Operation,
  type SchemaDifference,
  type SchemaView,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'downgrade-not-inverse',
  hazard: 'irreversible',
  severity: 'warning',
  since: '0.1.0',
  what: 'After up and down, {objectType} {name} {difference}.',
  why: 'A rollback does not lead back to where the migration began: the old code meets a schema it was not made for, and running up again can fail on what is left.',
  remedy: 'Undo this in the down side too, in the opposite order of up.',
  variants: {
    refused: {
      what: 'After up, this part of the down side cannot run: {reason}.',
      why: 'PostgreSQL refuses it, so the rollback stops here and its transaction is undone: there is no way back.',
      remedy: 'Undo in the down side what up does, no more and no less, in the opposite order.',
    },
    untold: {
      what: 'Whether the down side undoes the up side cannot be told, because of what could not be read or depends on a condition ({count}).',
      why: 'What could not be read may hold the difference, or make it up.',
      remedy: 'Write those operations with constant names and plain statements.',
      severity: 'info',
    },
  },
  references: ['https://www.postgresql.org/docs/current/ddl-alter.html'],
  proof: { leavesDifference: true },
  judgesDown: true,
  check: {
    migration(context) {
      const { direction, migration, operations, beforeUp, after } = context
      if (migration.dialect !== undefined || direction === 'up' || !operations.some(changesSchema)) return
      for (const [index, operation] of operations.entries()) {
        const reason = refusalOf(operation, context.at(index).schema)
        if (reason !== undefined) return context.report(operation, { reason }, { variant: 'refused' })
      }
      const unclear = [...migration.up, ...operations].filter(isUnclear)
      const differences = differencesOf(beforeUp.state, after.state).filter(
        difference => difference.change !== 'extra' || isMadeByUp(difference, context),
      )
      if (differences.length === 0) return
      const [first] = unclear
      if (first) return context.report(first, { count: unclear.length }, { variant: 'untold' })
      for (const difference of differences) reportDifference(difference, context)
    },
  },
})

/** A way back that does nothing at all is the business of empty-downgrade. */
function changesSchema({ kind }: Operation): boolean {
  return !['noOperation', 'setParameter', 'transactionControl', 'selectRows', 'assertQuery'].includes(kind)
}

function isUnclear(operation: Operation): boolean {
  return operation.kind === 'opaque' || operation.flow === 'conditional' || operation.flow === 'repeated'
}

/** What appears only after down may have been there before, unseen: down then brings it back. */
function isMadeByUp({ owner, part, objectType, name }: SchemaDifference, context: MigrationContext): boolean {
  if (objectType === 'sequence' && isDefaultOfColumn(name, context.before)) return false
  const { migration, tables, complete } = context.beforeUp.state
  const made = context.before.state.tables.get(owner)
  if (part === undefined) return !made || made.createdIn >= migration
  const known = tables.get(owner)
  if (known ? known.complete : complete) return true
  return partsOf(owner, context).some(each => each.name === part && each.addedIn >= migration)
}

function partsOf(owner: string, { before }: MigrationContext) {
  const made = before.state.tables.get(owner)
  return [...(made?.columns ?? []), ...(made?.constraints ?? []), ...(made?.indexes ?? [])]
}

/** ALTER SEQUENCE … OWNED BY lets a sequence go with the column that counts by it. */
function isDefaultOfColumn(sequence: string, { state }: SchemaView): boolean {
  const reads = (sql = '') => sql.includes('nextval') && sql.includes(sequence)
  return [...state.tables.values()].some(table => table.columns.some(column => reads(column.default?.sql)))
}

function reportDifference(difference: SchemaDifference, context: MigrationContext): void {
  const { change, objectType, name, detail = '' } = difference
  const texts = { missing: 'is gone', extra: 'is still there', changed: `is not the same: ${detail}` }
  const place = placeOf(difference, context) ?? context.migration
  context.report(place, { objectType, name, difference: texts[change] })
}

/** The operation of down that adds what up never had; else that of up that speaks of it, its part first; else the last one of down that does. */
function placeOf(difference: SchemaDifference, context: MigrationContext): Operation | undefined {
  const { owner, part, change } = difference
  const { migration, operations, before } = context
  const names = (operation: Operation) => namesIn(operation).map(name => name.toLowerCase())
  const ownerName = owner.slice(owner.indexOf('.') + 1).toLowerCase()
  const ofPart = (operation: Operation) => names(operation).includes(part?.toLowerCase() ?? owner)
  const ofOwner = (operation: Operation) => names(operation).includes(ownerName)
  const isWhole = !before.state.tables.has(owner) || (change === 'extra' && part === undefined)
  const changes = migration.up.filter(({ kind }) => !TOUCHES_ROWS_ONLY.test(kind))
  const up = isWhole ? changes : changes.reverse()
  const fromDown = change === 'extra' && !partsOf(owner, context).some(({ name }) => name === part)
  return (
    (fromDown ? operations.findLast(each => ofPart(each) && ofOwner(each)) : undefined) ??
    up.find(operation => ofPart(operation) && ofOwner(operation)) ??
    up.find(ofPart) ??
    up.find(ofOwner) ??
    operations.findLast(ofPart) ??
    operations.findLast(ofOwner) ??
    up.find(operation => 'cascade' in operation && operation.cascade)
  )
}

const TOUCHES_ROWS_ONLY = /Rows$|^(truncateTable|updateInBatches|assertQuery|noOperation|lockTable)$/
