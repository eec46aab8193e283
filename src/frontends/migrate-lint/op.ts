/** The `op` object of our own migrations: Alembic's directives as a table of calls. */
import { nameOf } from '../typescript/arguments.ts'
import { hostValue, textAt } from '../typescript/value-tools.ts'
import type { HostMethod, Value } from '../typescript/values.ts'
import { batchOf } from './op-batch.ts'
import { COLUMNS } from './op-columns.ts'
import { CONSTRAINTS } from './op-constraints.ts'
import { connection, DATA } from './op-data.ts'
import { INDEXES } from './op-indexes.ts'
import { invoke } from './op-invoke.ts'
import { TABLES } from './op-tables.ts'
import { TYPES } from './op-types.ts'
import { VIEWS } from './op-views.ts'
import { option } from './readers.ts'

type Methods = Readonly<Record<string, HostMethod>>

const BLOCKS = {
  // Alembic's autocommit block: the migration's transaction ends before it, and a new one begins after it.
  autocommit: call => {
    call.emit({ kind: 'transactionControl', action: 'commit', byFramework: true })
    call.invoke(call.args[0], [])
    call.emit({ kind: 'transactionControl', action: 'begin', byFramework: true })
    return undefined
  },
  batchAlterTable: call => {
    const [given, callback] = call.args
    const schema = option(call, 2, 'schema')
    const table =
      given && schema ? textAt(`${nameOf(schema) ?? ''}.${nameOf(given) ?? ''}`, call.span) : given
    if (table) call.invoke(callback, [hostValue(batchOf(table))])
    return undefined
  },
} as const satisfies Methods

/** The calls of `op`, by name: the linter reads them by this table, and the runner runs them by it. */
export const OP_METHODS = {
  ...TABLES,
  ...COLUMNS,
  ...INDEXES,
  ...CONSTRAINTS,
  ...TYPES,
  ...DATA,
  ...VIEWS,
  ...BLOCKS,
  invoke,
  getBind: () => connection,
} as const satisfies Methods

/** The `op` that upgrade and downgrade get. */
export const OP: Value = hostValue({
  name: 'op',
  reachesDatabase: true,
  methods: OP_METHODS,
  properties: { connection, context: hostValue({ name: 'op.context', reachesDatabase: false }) },
})
