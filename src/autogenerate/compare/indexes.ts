/** The changes of a table's indexes. */
import type { IndexState, TableState } from '../../schema/schema-state.ts'
import { isChosenForIndex } from './chosen-names.ts'
import type { Change } from './change.ts'
import type { ColumnPlan, TablePair } from './column-plan.ts'
import { columnsOfIndex, expressionsOfIndex, indexContent, spellingFor } from './contents.ts'
import { createIndex, ownIndexes } from './definitions.ts'
import { match, type Matched } from './match.ts'
import { bothCount, counts, isNamed, keyIn, nameOf, parentsOf, shown, type Sides } from './sides.ts'

/** What becomes of the indexes of a table. */
export interface IndexPlan {
  readonly dropped: readonly IndexState[]
  readonly added: readonly IndexState[]
  readonly renamed: readonly Matched<IndexState>[]
}

/** Compares the indexes of a table, those of constraints apart. */
export function planIndexes(sides: Sides, pair: TablePair, columns: ColumnPlan): IndexPlan {
  const spell = spellingFor(sides, columns)
  const isSure = ({ name }: IndexState) =>
    !pair.wanted.unsure.includes(name) && !pair.found.unsure.includes(name)
  const { same, ...rest } = match(
    ownIndexes(pair.wanted).filter(
      each => isSure(each) && isNamed(sides, 'wanted', each.name, 'index', parentsOf(sides, pair.wanted)),
    ),
    ownIndexes(pair.found).filter(
      each => isSure(each) && isNamed(sides, 'found', each.name, 'index', parentsOf(sides, pair.found)),
    ),
    ({ name }) => keyIn(sides, name),
    index => indexContent(sides, index, spell),
  )
  const both = ({ wanted, found }: Matched<IndexState>) => bothCount(sides, wanted, found, 'index')
  const isRemade = ({ wanted, found }: Matched<IndexState>) =>
    (wanted.valid && !found.valid) ||
    columnsOfIndex(found).some(column => columns.remade.has(keyIn(sides, column))) ||
    expressionsOfIndex(found).some(each => each.columns.some(column => columns.recast.has(column)))
  const kept = same.filter(both)
  const isRenamed = ({ wanted, found }: Matched<IndexState>) =>
    keyIn(sides, wanted.name) !== keyIn(sides, found.name) && !isChosenForIndex(pair.wanted, wanted)
  const needed = (each: Matched<IndexState>) => isRemade(each) || (sides.isSqlite && isRenamed(each))
  const remade = [...rest.changed.filter(both), ...kept.filter(needed)]
  return {
    dropped: [
      ...rest.dropped.filter(each => counts(sides, 'found', each, 'index')),
      ...remade.map(each => each.found),
    ],
    added: [
      ...rest.added.filter(each => counts(sides, 'wanted', each, 'index')),
      ...remade.map(each => each.wanted),
    ],
    renamed: kept.filter(each => !needed(each) && isRenamed(each)),
  }
}

/** An index that goes. */
export function dropIndexChange(sides: Sides, table: TableState, { name, valid }: IndexState): Change {
  const index = nameOf(sides, { schema: table.schema, name })
  return {
    summary: `drop ${valid ? '' : 'invalid '}index ${name}`,
    operations: [{ kind: 'dropIndex', index }],
  }
}

/** An index that comes. */
export function createIndexChange(sides: Sides, table: TableState, index: IndexState): Change {
  const name = index.unnamed ? `on ${shown(sides, table)}` : index.name
  return { summary: `create index ${name}`, operations: [createIndex(sides, table, index)] }
}

/** An index that gets another name. */
export function renameIndexChange(
  sides: Sides,
  table: TableState,
  { wanted, found }: Matched<IndexState>,
): Change {
  const index = nameOf(sides, { schema: table.schema, name: found.name })
  return {
    summary: `rename index ${found.name} to ${wanted.name}`,
    operations: [{ kind: 'renameIndex', index, to: wanted.name }],
  }
}
