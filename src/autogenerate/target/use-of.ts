/** What becomes of the operations of a target: a schema is made of some, and others are told to the user. */
import type { Grant, ObjectOperation, ObjectType } from '../../model/object-operations.ts'
import type { DataOperation } from '../../model/data-operations.ts'
import type { SessionOperation } from '../../model/session-operations.ts'
import { formatName } from '../../model/names.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import type { BareOperation, OperationKind } from '../../model/operation.ts'
import type { Source } from './source.ts'

/** Whether the wanted schema is made with it, and in words what of it is not compared. */
interface Use {
  readonly isMade: boolean
  readonly notCompared?: string | undefined
}

const MADE: Use = { isMade: true }
/** It leaves nothing behind: settings of the session, the transaction around a dump. */
const NOTHING: Use = { isMade: false }

const toldOf = (notCompared: string): Use => ({ isMade: false, notCompared })

/** Kinds that do not change what is compared. */
const OTHERS: Readonly<
  Record<DataOperation['kind'] | SessionOperation['kind'] | 'noOperation' | 'refreshView' | 'reindex', Use>
> = {
  setParameter: NOTHING,
  transactionControl: NOTHING,
  noOperation: NOTHING,
  selectRows: NOTHING,
  lockTable: NOTHING,
  maintenance: NOTHING,
  refreshView: NOTHING,
  reindex: NOTHING,
  insertRows: toldOf('rows'),
  updateRows: toldOf('rows'),
  deleteRows: toldOf('rows'),
  mergeRows: toldOf('rows'),
  copyRows: toldOf('rows'),
  truncateTable: toldOf('rows'),
  updateInBatches: toldOf('rows'),
  assertQuery: toldOf('assertions'),
}

/** The operations with which the schema is made, and what of all is not compared. */
export function usedOf(operations: readonly BareOperation[]): Pick<Source, 'operations' | 'notCompared'> {
  const used = operations.map(operation => ({ operation, use: useOf(operation) }))
  return {
    operations: used.filter(({ use }) => use.isMade).map(({ operation }) => operation),
    notCompared: [...new Set(used.flatMap(({ use }) => use.notCompared ?? []))],
  }
}

function useOf(operation: BareOperation): Use {
  switch (operation.kind) {
    case 'objectDdl':
      return useOfObject(operation)
    case 'grant':
      return toldOf(grantTitle(operation))
    case 'setTableOption':
      return operation.change.option === 'rowSecurity' || operation.change.option === 'inherit'
        ? MADE
        : toldOf(OPTION_TITLES[operation.change.option] ?? 'other options of tables')
    case 'createTable':
      return operation.unlogged ? { isMade: true, notCompared: 'whether tables are UNLOGGED' } : MADE
    case 'createIndex':
      return (operation.storageParameters ?? operation.tablespace)
        ? { isMade: true, notCompared: 'storage parameters and tablespaces of indexes' }
        : MADE
    case 'opaque':
      return toldOf(`what could not be read: ${operation.message}`)
    default:
      return isOther(operation.kind) ? OTHERS[operation.kind] : MADE
  }
}

function isOther(kind: OperationKind): kind is keyof typeof OTHERS {
  return Object.hasOwn(OTHERS, kind)
}

/** How those of tables are told, whichever statement sets them. */
export const STORAGE_PARAMETERS = 'storage parameters of tables'

const OPTION_TITLES: Readonly<Record<string, string>> = {
  owner: 'owners',
  storageParameters: STORAGE_PARAMETERS,
  replicaIdentity: 'replica identities',
  tablespace: 'tablespaces',
  trigger: 'triggers',
}

/** Tables may need them, so that they are made; whether the database has the same is not looked at. */
const NEEDED: ReadonlySet<ObjectType> = new Set([
  'function',
  'procedure',
  'type',
  'collation',
  'operator',
  'aggregate',
])

function useOfObject(operation: Unplaced<ObjectOperation>): Use {
  const { verb, objectType, name, table } = operation
  if (verb === 'comment') {
    const isKept = objectType === 'table' || objectType === 'column'
    return isKept ? MADE : toldOf('comments on other objects than tables and columns')
  }
  if (/^ALTER .* OWNER TO /isu.test(operation.sql ?? '')) return toldOf('owners')
  if (objectType === 'sequence') return MADE
  if (objectType === 'schema' || objectType === 'extension') return verb === 'create' ? MADE : NOTHING
  const title = `${objectType} ${formatName(name)}${table ? ` on ${formatName(table)}` : ''}`
  return { isMade: NEEDED.has(objectType), notCompared: title }
}

function grantTitle({ objectType, objects }: Unplaced<Grant>): string {
  return `privileges on ${objectType} ${objects.map(formatName).join(', ')}`.trim()
}
