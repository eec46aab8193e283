/** Columns as `column(name, type, options)`, and the calls that add, change and drop them. */
import type { ColumnDefinition } from '../../../model/column.ts'
import type { ColumnOperation } from '../../../model/column-operations.ts'
import type { Constraint } from '../../../model/constraint.ts'
import type { Unplaced } from '../../../model/operation-base.ts'
import type { OperationOf } from '../../../model/operation.ts'
import {
  entry,
  flags,
  helperCall,
  method,
  object,
  tagged,
  text,
  word,
  type Code,
  type Entry,
  type Method,
} from './code.ts'
import { referenceCode, TEMPLATES } from './constraints.ts'
import { givenName, nameCode, type Known } from './names.ts'
import { typeCode } from './types.ts'
import { conditionCode, identityCode, sequenceEntries, valueCode } from './values.ts'

/** A column, and those of its constraints that only the table can say. */
export interface WrittenColumn {
  readonly code: Code
  readonly left: readonly Constraint[]
}

/** The call that makes a column; undefined where it has no word for a part. */
export function columnCode(column: ColumnDefinition, known: Known): WrittenColumn | undefined {
  const { name, type, notNull, default: value, generated, identity, collation, constraints } = column
  if (!type || name === '' || constraints.some(({ kind }) => kind === 'notNull')) return undefined
  const sequence = identity && identityCode(identity)
  if (identity && !sequence) return undefined
  const { entries, left } = inline(name, constraints, known)
  const options = object([
    notNull ? ['nullable', word(false)] : undefined,
    entry('default', value, valueCode),
    entry('generated', generated, each => conditionCode(each.expression)),
    generated && !generated.stored ? ['stored', word(false)] : undefined,
    entry('identity', sequence, each => each),
    entry('collation', collation, text),
    ...entries,
  ])
  return {
    code: helperCall('column', text(name), typeCode(type, known), ...(options ? [options] : [])),
    left,
  }
}

/** The constraints that stand at the column, the first of each kind, and the others. */
function inline(column: string, constraints: readonly Constraint[], known: Known) {
  const entries: Entry[] = []
  const left: Constraint[] = []
  for (const constraint of constraints) {
    const found = atColumn(column, constraint, known)
    if (!found || entries.some(([name]) => name === found[0])) left.push(constraint)
    else entries.push(found)
  }
  return { entries: ORDER.flatMap(name => entries.filter(each => each[0] === name)), left }
}

const ORDER = ['primaryKey', 'unique', 'references', 'check']

function atColumn(column: string, constraint: Constraint, known: Known): Entry | undefined {
  switch (constraint.kind) {
    case 'primaryKey':
    case 'unique': {
      const { kind, columns, nameIsMade: _made, include, ...rest } = constraint
      const isOnly = columns.length === 1 && columns[0] === column && include.length === 0
      const isPlain = Object.values(rest).every(each => each === undefined)
      return isOnly && isPlain ? [kind, word(true)] : undefined
    }
    case 'foreignKey': {
      const code = constraint.columns.length === 1 && constraint.columns[0] === column
      return code ? entry('references', referenceCode(constraint, known), each => each) : undefined
    }
    case 'check': {
      const { name, expression, noInherit, notValid, notEnforced } = constraint
      if (noInherit || notValid || notEnforced) return undefined
      const condition = conditionCode(expression)
      if (name === undefined) return ['check', condition]
      const named: readonly Entry[] = [
        ['name', givenName(name, TEMPLATES.check, known)],
        ['condition', condition],
      ]
      return ['check', { kind: 'object', entries: named }]
    }
    default:
      return undefined
  }
}

type ColumnWriters = {
  readonly [K in ColumnOperation['kind']]: (
    operation: Unplaced<OperationOf<K>>,
    known: Known,
  ) => Method | undefined
}

/** The calls on columns; undefined where `op` has no word for a part. */
export const COLUMN_WRITERS: ColumnWriters = {
  addColumn(operation, known) {
    const table = nameCode(operation.table)
    const column = columnCode(operation.column, known)
    if (operation.ifTableExists || !table || !column || column.left.length > 0) return undefined
    return method('addColumn', [table, column.code], object(flags(operation, 'ifNotExists')))
  },
  dropColumn(operation) {
    const table = nameCode(operation.table)
    if (operation.ifTableExists || !table) return undefined
    return method(
      'dropColumn',
      [table, text(operation.column)],
      object(flags(operation, 'ifExists', 'cascade')),
    )
  },
  renameColumn: operation => alter(operation, ['renameTo', text(operation.to)]),
  changeColumnType: (operation, known) =>
    alter(
      operation,
      ['type', typeCode(operation.type, known)],
      entry('using', operation.using, conditionCode),
      entry('collation', operation.collation, text),
    ),
  setNotNull: operation => alter(operation, ['nullable', word(false)]),
  dropNotNull: operation => alter(operation, ['nullable', word(true)]),
  // `default: false` drops the default, as in Alembic.
  setDefault: operation =>
    alter(operation, [
      'default',
      operation.default.literal === false ? tagged(operation.default.sql) : valueCode(operation.default),
    ]),
  dropDefault: operation => alter(operation, ['default', word(null)]),
  addIdentity(operation) {
    const identity = identityCode(operation.identity)
    return identity && alter(operation, ['identity', identity])
  },
  dropIdentity: operation => (operation.ifExists ? undefined : alter(operation, ['identity', word(null)])),
  setColumnOption: operation => changeIdentity(operation),
}

/** `SET GENERATED ALWAYS SET START WITH 10`; other options have no word. */
function changeIdentity(operation: Unplaced<OperationOf<'setColumnOption'>>): Method | undefined {
  const [, generated, rest = ''] =
    /^SET GENERATED (ALWAYS|BY DEFAULT)(?: (.*))?$/u.exec(operation.value) ?? []
  const sequence = sequenceEntries(rest)
  if (operation.option !== 'identity' || generated === undefined || !sequence) return undefined
  const entries: readonly Entry[] = [['always', word(generated === 'ALWAYS')], ...sequence]
  return alter(
    operation,
    ['identity', { kind: 'object', entries }],
    ['existing', { kind: 'object', entries: [['identity', word(true)]] }],
  )
}

function alter(
  {
    table,
    column,
    ifTableExists,
  }: Pick<Unplaced<OperationOf<'setNotNull'>>, 'table' | 'column' | 'ifTableExists'>,
  ...changes: readonly (Entry | undefined)[]
): Method | undefined {
  const name = nameCode(table)
  return ifTableExists || !name ? undefined : method('alterColumn', [name, text(column)], object(changes))
}
