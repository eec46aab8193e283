/** ALTER TABLE on columns and constraints, as far as SQLite goes: https://www.sqlite.org/lang_altertable.html */
import type { AddColumn, ColumnOperation } from '../../model/column-operations.ts'
import type { ConstraintOperation } from '../../model/constraint-operations.ts'
import { formatName, type Flag, type QualifiedName } from '../../model/names.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import { words, type Printers } from '../compiler.ts'
import { COLUMN_PRINTERS, CONSTRAINT_PRINTERS } from '../postgres/column-operations.ts'
import { alterTable } from '../postgres/table-operations.ts'
import { printColumn } from './columns.ts'
import { fitConstraint } from './constraints.ts'
import { SQLITE } from './identifiers.ts'
import { onlyNotice, REBUILD, refuse, withNotices } from './left-out.ts'
import { nativelyAlters } from './natively-alters.ts'
import { NO_CONDITION } from './table-operations.ts'
import type { SqliteFacts } from './facts.ts'

/** The newest version of which the rules are known: what the database itself can do is the runner's question. */
const NEWEST = '3.53.0'

const NEEDLESS: ReadonlySet<string> = new Set(['statistics', 'storage', 'compression', 'attributes'])

/** The printers of operations on columns. */
export function columnPrinters(facts: SqliteFacts): Printers<ColumnOperation['kind']> {
  return {
    addColumn: operation => addColumn(operation, facts),
    dropColumn(operation, spelling) {
      refuseConditions(operation)
      return withNotices(
        [
          operation.cascade &&
            'CASCADE left out: SQLite refuses while an index, view or trigger uses the column',
        ],
        COLUMN_PRINTERS.dropColumn({ ...operation, cascade: undefined }, spelling),
      )
    },
    renameColumn(operation, spelling) {
      refuseConditions(operation)
      return COLUMN_PRINTERS.renameColumn(operation, spelling)
    },
    changeColumnType: operation => rebuild(operation),
    setNotNull(operation, spelling) {
      refuseConditions(operation)
      return COLUMN_PRINTERS.setNotNull(operation, spelling)
    },
    dropNotNull(operation, spelling) {
      refuseConditions(operation)
      return COLUMN_PRINTERS.dropNotNull(operation, spelling)
    },
    setDefault: operation => rebuild(operation),
    dropDefault: operation => rebuild(operation),
    addIdentity: operation => rebuild(operation),
    dropIdentity: operation => rebuild(operation),
    setColumnOption: operation =>
      NEEDLESS.has(operation.option)
        ? onlyNotice(
            `${operation.value} at ${operation.column} of ${formatName(operation.table)} left out: SQLite has no ${operation.option}`,
          )
        : rebuild(operation),
  }
}

export const SQLITE_CONSTRAINT_PRINTERS: Printers<ConstraintOperation['kind']> = {
  addConstraint(operation, spelling) {
    const { table, constraint } = operation
    const { constraint: fit, notices } = fitConstraint(constraint, { operation: 'addConstraint', table })
    if (fit.kind !== 'check') {
      return rebuild(
        { ...operation, name: constraint.name },
        'ALTER TABLE of SQLite adds CHECK constraints only',
      )
    }
    refuseConditions({ ...operation, name: constraint.name })
    return withNotices(
      notices,
      CONSTRAINT_PRINTERS.addConstraint({ ...operation, constraint: fit }, spelling),
    )
  },
  dropConstraint(operation, spelling) {
    refuseConditions(operation)
    return withNotices(
      [operation.cascade && 'CASCADE left out: nothing of SQLite stands on a constraint that it can drop'],
      CONSTRAINT_PRINTERS.dropConstraint({ ...operation, cascade: undefined }, spelling),
    )
  },
  validateConstraint: ({ name, table }) =>
    onlyNotice(
      `VALIDATE CONSTRAINT ${name} of ${formatName(table)} left out: SQLite has no constraint that is not valid`,
    ),
  renameConstraint: operation => rebuild(operation),
  alterConstraint: operation => rebuild(operation),
}

function addColumn(operation: Unplaced<AddColumn>, facts: SqliteFacts): string {
  const { table, column } = operation
  refuseConditions({ ...operation, column: column.name })
  const key = column.constraints.flatMap(each => (each.kind === 'primaryKey' ? each.columns : []))
  const { text, notices } = printColumn(column, {
    operation: 'addColumn',
    table,
    enumValues: facts.enumValues,
    key,
    strict: facts.isStrict(table),
  })
  if (!nativelyAlters(operation, NEWEST)) {
    const why =
      'ALTER TABLE of SQLite adds no column that is a key, is STORED, or has not the same value in all rows'
    rebuild({ ...operation, column: column.name }, why)
  }
  return withNotices(notices, alterTable(SQLITE, table, undefined, 'ADD COLUMN', text))
}

interface OnTable {
  readonly kind: keyof typeof WORDS
  readonly table: QualifiedName
  readonly column?: string
  readonly name?: string | undefined
}

interface Conditions {
  readonly ifExists?: Flag
  readonly ifNotExists?: Flag
  readonly ifTableExists?: Flag
}

const WORDS = {
  addColumn: 'Adding column',
  dropColumn: 'Dropping column',
  renameColumn: 'Renaming column',
  changeColumnType: 'Changing the type of column',
  setNotNull: 'Setting NOT NULL at column',
  dropNotNull: 'Dropping NOT NULL at column',
  setDefault: 'Setting the default of column',
  dropDefault: 'Dropping the default of column',
  addIdentity: 'Adding an identity to column',
  dropIdentity: 'Dropping the identity of column',
  setColumnOption: 'Changing column',
  addConstraint: 'Adding constraint',
  dropConstraint: 'Dropping constraint',
  renameConstraint: 'Renaming constraint',
  alterConstraint: 'Altering constraint',
} as const

/** `Dropping column total of orders`. */
function whatOf({ kind, table, column, name }: OnTable): string {
  return words(WORDS[kind], column ?? name, kind === 'addColumn' ? 'to' : 'of', formatName(table))
}

/** Stops where only a new table will do. */
function rebuild(operation: OnTable, why = 'ALTER TABLE of SQLite cannot do that'): never {
  return refuse(operation.kind, whatOf(operation), why, REBUILD)
}

function refuseConditions(operation: OnTable & Conditions): void {
  const { ifExists, ifNotExists, ifTableExists } = operation
  if (!ifExists && !ifNotExists && !ifTableExists) return
  const condition = ifNotExists ? 'IF NOT EXISTS' : 'IF EXISTS'
  refuse(operation.kind, `${whatOf(operation)} ${condition}`, ...NO_CONDITION)
}
