/** SQLite's ALTER TABLE knows a few changes only; for the rest the table is made anew and its rows copied. */
import {
  defineRule,
  formatName,
  isWrittenAsSql,
  steps,
  type Operation,
  type OperationKind,
  type RuleContext,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'sqlite-needs-rebuild',
  hazard: 'fails-to-run',
  severity: 'error',
  since: '0.1.0',
  what: 'SQLite cannot {change} of the existing table {table} by ALTER TABLE.',
  why: 'SQLite refuses the statement, and the migration stops there.',
  remedy: steps(
    'PRAGMA foreign_keys = OFF; and then BEGIN;',
    'CREATE TABLE new_{name} (…); as it should be, then INSERT INTO new_{name} SELECT … FROM {table};',
    'DROP TABLE {table}; and ALTER TABLE new_{name} RENAME TO {name}; then make its indexes, triggers and views again.',
    'PRAGMA foreign_key_check; COMMIT; PRAGMA foreign_keys = ON;',
  ),
  variants: {
    'newer server': {
      what: 'SQLite before {since} cannot {change} of the existing table {table} by ALTER TABLE.',
      why: 'The target is set to {version}, which refuses the statement: the migration stops there.',
    },
  },
  references: [
    'https://www.sqlite.org/lang_altertable.html',
    'https://www.sqlite.org/lang_altertable.html#otheralter',
  ],
  proof: { failsOnSqlite: true },
  dialects: ['sqlite'],
  options: { version: { description: 'Version of SQLite that runs the migrations.', default: '3.45' } },
  judgesDown: true,
  check: {
    each(operation, context) {
      const limit = LIMITS[operation.kind]?.(operation as never)
      if (!limit || !('table' in operation) || !operation.table) return
      // A framework's builder rebuilds the table by itself.
      if (!isWrittenAsSql(operation)) return
      reportLimit(operation, limit, formatName(operation.table), context)
    },
  },
})

/** What cannot be done, and the version from which on it can. */
interface Limit {
  readonly change: string
  readonly since?: string | undefined
}

const never = (change: string) => (): Limit => ({ change })
const from = (since: string, change: string) => (): Limit => ({ change, since })

/** https://www.sqlite.org/changes.html; what is not here is native in every version. */
const LIMITS: {
  readonly [K in OperationKind]?: (operation: Extract<Operation, { kind: K }>) => Limit | undefined
} = {
  renameColumn: from('3.25', 'rename a column'),
  dropColumn: from('3.35', 'drop a column'),
  setNotNull: from('3.53', 'set NOT NULL on a column'),
  dropNotNull: from('3.53', 'drop NOT NULL of a column'),
  changeColumnType: never('change the type of a column'),
  setDefault: never('set the default of a column'),
  dropDefault: never('drop the default of a column'),
  addIdentity: never('add an identity to a column'),
  renameConstraint: never('rename a constraint'),
  validateConstraint: never('validate a constraint'),
  dropConstraint: from('3.53', 'drop a constraint'),
  addConstraint: ({ constraint }) =>
    constraint.kind === 'check'
      ? { change: 'add a CHECK', since: '3.53' }
      : { change: `add a ${constraint.kind === 'foreignKey' ? 'foreign key' : 'key'}` },
  addColumn: ({ column }) => {
    if (column.constraints.some(({ kind }) => kind === 'primaryKey' || kind === 'unique'))
      return { change: `add ${column.name}, a key, to the columns` }
    if (column.generated?.stored) return { change: `add ${column.name}, a stored column, to the columns` }
    const computed =
      column.default && (column.default.functions.length > 0 || column.default.sql.startsWith('('))
    return computed ? { change: `add ${column.name}, with a computed default, to the columns` } : undefined
  },
}

function reportLimit(
  operation: Operation,
  { change, since }: Limit,
  table: string,
  context: RuleContext,
): void {
  const version = String(context.options['version'])
  if (since !== undefined && !isOlder(version, since)) return
  const name = table.split('.').at(-1) ?? table
  const variant = since === undefined ? undefined : 'newer server'
  context.report(operation, { change, since, version, table, name }, { variant })
}

function isOlder(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [thanMajor = 0, thanMinor = 0] = than.split('.').map(Number)
  return major < thanMajor || (major === thanMajor && minor < thanMinor)
}
