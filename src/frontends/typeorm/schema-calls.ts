/** The calls of TypeORM's `QueryRunner` that change the schema: https://typeorm.io/docs/migrations/api */
import { booleanOf, headOf, listOf, namesOf, placeOf, property } from '../typescript/arguments.ts'
import { arrayValue } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, Value } from '../typescript/values.ts'
import { changeColumn } from './change-column.ts'
import { addColumn, dropColumn } from './columns.ts'
import {
  checkSql,
  exclusionSql,
  foreignKeySql,
  keySql,
  uniqueSql,
  type ConstraintSql,
} from './constraints.ts'
import { createTable } from './create-table.ts'
import { createIndex, dropIndex } from './indexes.ts'
import { madeName } from './made-names.ts'
import { nameText, ownName, quoted, tablePath } from './names.ts'
import { OBJECT_CALLS } from './object-calls.ts'
import { alterTable, newPrimaryKey, on, send, unreadable, type On } from './statement.ts'
import { literal } from './text.ts'

/** Sends what a call says of one element; false when it cannot be read. */
type Element = (call: HostCall, value: Value, target: On) => boolean

/** A method with a table and one element, or with a table and a list of them: each is a statement of its own. */
function eachOf(element: Element): HostMethod {
  return call => {
    const [named, given] = call.args
    const table = tablePath(named, call.span)
    const elements = given?.kind === 'array' ? listOf(given) : given && [given]
    if (!table || !elements) {
      unreadable(call, table)
      return undefined
    }
    for (const value of elements) {
      const place = elements.length > 1 ? headOf(placeOf(value)) : undefined
      if (!element(call, value, on(table, place ?? call.span))) unreadable(call, table)
    }
    return undefined
  }
}

/** A method of a table alone. */
function ofTable(work: (call: HostCall, target: On) => boolean): HostMethod {
  return call => {
    const table = tablePath(call.args[0], call.span)
    if (!table || !work(call, on(table, call.span))) unreadable(call, table)
    return undefined
  }
}

/** The same for what is dropped with `ifExists`: what is given by its name is looked up first. */
function dropEachOf(element: Element): HostMethod {
  return eachOf((call, value, target) =>
    booleanOf(call.args[2]) && value.kind !== 'object'
      ? call.within('guarded', () => element(call, value, target))
      : element(call, value, target),
  )
}

const ifExists = (call: HostCall): string => (booleanOf(call.args[2]) ? 'IF EXISTS ' : '')

const add = (read: ConstraintSql): HostMethod =>
  eachOf((call, value, target) => {
    const constraint = read(value, target)
    if (constraint) alterTable(call, target, 'ADD ', constraint)
    return constraint !== undefined
  })

/** A foreign key given by its columns goes by the name that TypeORM makes for it. */
const drop = (kind?: 'foreignKey'): HostMethod =>
  dropEachOf((call, value, target) => {
    const columns = kind && value.kind === 'object' ? namesOf(property(value, 'columnNames')) : undefined
    const made = kind && columns ? madeName(kind, target.table.plain, columns) : undefined
    const name = ownName(value, target.span) ?? made
    if (name === undefined) return false
    alterTable(call, target, 'DROP CONSTRAINT ', ifExists(call), quoted(name, target.span))
    return true
  })

const CONSTRAINT_CALLS: Readonly<Record<string, HostMethod>> = {
  createForeignKey: add((value, target) => foreignKeySql(value, target)),
  createForeignKeys: add((value, target) => foreignKeySql(value, target)),
  createUniqueConstraint: add(uniqueSql),
  createUniqueConstraints: add(uniqueSql),
  createCheckConstraint: add(checkSql),
  createCheckConstraints: add(checkSql),
  createExclusionConstraint: add(exclusionSql),
  createExclusionConstraints: add(exclusionSql),
  dropForeignKey: drop('foreignKey'),
  dropForeignKeys: drop('foreignKey'),
  dropUniqueConstraint: drop(),
  dropUniqueConstraints: drop(),
  dropCheckConstraint: drop(),
  dropCheckConstraints: drop(),
  dropExclusionConstraint: drop(),
  dropExclusionConstraints: drop(),
  createPrimaryKey: ofTable((call, target) => {
    const [, columns, name] = call.args
    const key = keySql('primaryKey', columns, nameText(name, target.span), target)
    if (key) alterTable(call, target, 'ADD ', key)
    return key !== undefined
  }),
  updatePrimaryKeys: ofTable((call, target) => {
    newPrimaryKey(call, target)
    return true
  }),
  dropPrimaryKey: ofTable(dropPrimaryKey),
}

/** The name is that of the table's own key, whatever was given: made of its columns, unless the database says other. */
function dropPrimaryKey(call: HostCall, target: On): boolean {
  const { table, span } = target
  const given = nameText(call.args[1], span)
  const columns = listOf(property(call.args[0], 'columns'))?.filter(each =>
    booleanOf(property(each, 'isPrimary')),
  )
  const names = columns && namesOf(arrayValue(columns.flatMap(each => property(each, 'name') ?? [])))
  const own = nameText(columns?.[0] && property(columns[0], 'primaryKeyConstraintName'), span)
  const made = names?.length ? madeName('primaryKey', table.plain, names) : undefined
  const name = own ?? made ?? given
  if (name === undefined) return false
  alterTable(call, target, 'DROP CONSTRAINT ', ifExists(call), quoted(name, span))
  return true
}

const addOne = eachOf(addColumn)
const dropOne = dropEachOf((call, value, target) => dropColumn(call, value, target, booleanOf(call.args[2])))

const COLUMN_CALLS: Readonly<Record<string, HostMethod>> = {
  addColumn: addOne,
  addColumns: addOne,
  dropColumn: dropOne,
  dropColumns: dropOne,
  changeColumn: ofTable((call, target) => changeColumn(call, call.args[1], call.args[2], target)),
  changeColumns: eachOf((call, pair, target) =>
    changeColumn(call, property(pair, 'oldColumn'), property(pair, 'newColumn'), target),
  ),
  renameColumn: ofTable((call, target) => {
    const [, old, renamed] = call.args
    if (renamed?.kind === 'object') return changeColumn(call, old, renamed, target)
    const from = ownName(old, target.span)
    const to = nameText(renamed, target.span)
    if (!from || !to) return false
    alterTable(call, target, 'RENAME COLUMN ', quoted(from, target.span), ' TO ', quoted(to, target.span))
    return true
  }),
}

const makeIndex = eachOf(createIndex)
const removeIndex = dropEachOf(dropIndex)

const INDEX_CALLS: Readonly<Record<string, HostMethod>> = {
  createIndex: makeIndex,
  createIndices: makeIndex,
  createViewIndex: makeIndex,
  createViewIndices: makeIndex,
  dropIndex: removeIndex,
  dropIndices: removeIndex,
  dropViewIndex: removeIndex,
}

const TABLE_CALLS: Readonly<Record<string, HostMethod>> = {
  createTable: call => {
    createTable(call)
    return undefined
  },
  // TypeORM drops the indexes and foreign keys of the table before, which DROP TABLE does as well.
  dropTable: ofTable((call, target) => {
    const work = (): void => {
      send(call, target, 'DROP TABLE ', target.table.sql)
    }
    if (booleanOf(call.args[1])) call.within('guarded', work)
    else work()
    return true
  }),
  // Constraints, indexes and sequences whose names TypeORM made are renamed as well, when the database has some.
  renameTable: ofTable((call, target) => {
    const to = nameText(call.args[1], target.span)
    if (to) alterTable(call, target, 'RENAME TO ', quoted(to, target.span))
    return to !== undefined
  }),
  clearTable: ofTable((call, target) => {
    const cascade = booleanOf(property(call.args[1], 'cascade')) ? ' CASCADE' : ''
    send(call, target, 'TRUNCATE TABLE ', target.table.sql, cascade)
    return true
  }),
  changeTableComment: ofTable((call, target) => {
    const { table, span } = target
    const given = nameText(call.args[1], span)
    const said = given && given.text !== '' ? literal(given, span) : 'NULL'
    send(call, target, 'COMMENT ON TABLE ', table.sql, ' IS ', said)
    return true
  }),
}

/** Every call that changes the schema. */
export const SCHEMA_CALLS: Readonly<Record<string, HostMethod>> = {
  ...TABLE_CALLS,
  ...COLUMN_CALLS,
  ...CONSTRAINT_CALLS,
  ...INDEX_CALLS,
  ...OBJECT_CALLS,
}
