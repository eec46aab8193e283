/** `new Table({…})`: the table with everything that TypeORM puts into or around its CREATE TABLE. */
import type { Constraint } from '../../model/constraint.ts'
import { flag, type QualifiedName } from '../../model/names.ts'
import type { CreateTable } from '../../model/table-operations.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import {
  booleanOf,
  isFalse,
  listOf,
  placeOf,
  property,
  qualifiedNameOf,
  textOf,
} from '../typescript/arguments.ts'
import { compact } from '../typescript/compact.ts'
import type { HostCall, Value } from '../typescript/values.ts'
import { columnComment, readColumn, type TableColumn } from './columns.ts'
import { uniqueColumn } from './keys.ts'
import { madeName, namedOrMade } from './made-names.ts'
import { readCheck, readExclusion, readForeignKey, readIndex, readUnique } from './constraints.ts'

/** The name of a table given as a text or as a `Table`. */
export function tableName(value: Value | undefined): QualifiedName | undefined {
  if (value?.kind !== 'object') return qualifiedNameOf(value)
  const name = qualifiedNameOf(property(value, 'name'))
  const schema = textOf(property(value, 'schema'))
  return name && schema !== undefined ? { schema, name: name.name } : name
}

/** `createTable(table, ifNotExists, createForeignKeys, createIndices)`. Gives false when it cannot be read. */
export function createTable(call: HostCall): boolean {
  const [definition, ifNotExists, withForeignKeys, withIndexes] = call.args
  const table = tableName(definition)
  const columns =
    table && listOf(property(definition, 'columns'))?.map(each => readColumn(each, table, call.span))
  if (!table || !columns?.every(column => column !== undefined)) return false
  const constraints = constraintsOf(table, definition, columns, call, !isFalse(withForeignKeys))
  const indexes = isFalse(withIndexes) ? [] : (listOf(property(definition, 'indices')) ?? [])
  const created = indexes.map(index => ({
    operation: readIndex(index, table, call.span),
    at: placeOf(index),
  }))
  if (!constraints || created.some(({ operation }) => !operation)) return false
  for (const column of columns) if (column.enum) call.emit(column.enum, column.at)
  call.emit(
    compact<Unplaced<CreateTable>>({
      kind: 'createTable',
      table,
      columns: columns.map(column => column.definition),
      constraints,
      ifNotExists: flag(booleanOf(ifNotExists)),
    }),
  )
  for (const column of columns) if (column.comment) call.emit(columnComment(table, column), column.at)
  for (const { operation, at } of created) if (operation) call.emit(operation, at)
  if (textOf(property(definition, 'comment'))) {
    call.emit({ kind: 'objectDdl', verb: 'comment', objectType: 'table', name: table })
  }
  return true
}

function constraintsOf(
  table: QualifiedName,
  definition: Value | undefined,
  columns: readonly TableColumn[],
  call: HostCall,
  withForeignKeys: boolean,
): readonly Constraint[] | undefined {
  const each = (name: string): readonly Value[] => listOf(property(definition, name)) ?? []
  const all = [
    ...columns.flatMap(({ isUnique, definition: { name } }): (Constraint | undefined)[] =>
      isUnique ? [uniqueColumn(table, name)] : [],
    ),
    ...each('uniques').map(value => readUnique(value, table)),
    ...each('checks').map(value => readCheck(value, table, call.span)),
    ...each('exclusions').map(value => readExclusion(value, table, call.span)),
    ...(withForeignKeys ? each('foreignKeys').map(value => readForeignKey(value, table)) : []),
    ...primaryKey(table, columns),
  ]
  return all.every(constraint => constraint !== undefined) ? all : undefined
}

function primaryKey(table: QualifiedName, columns: readonly TableColumn[]): readonly Constraint[] {
  const primary = columns.filter(column => column.isPrimary)
  const [first] = primary
  if (!first) return []
  const names = primary.map(({ definition }) => definition.name)
  return [
    compact<Constraint>({
      kind: 'primaryKey',
      ...namedOrMade(first.primaryKeyName, madeName('primaryKey', table, names)),
      columns: names,
      include: [],
    }),
  ]
}
