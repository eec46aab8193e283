/** What becomes of the operations of a target: a schema is made of some, and others are told to the user. */
import type { Grant, ObjectOperation, ObjectType } from '../../model/object-operations.ts'
import { formatName } from '../../model/names.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import type { BareOperation, OperationKind } from '../../model/operation.ts'

/** Whether the wanted schema is made with it, and in words what of it is not compared. */
export interface Use {
  readonly isMade: boolean
  readonly notCompared?: string | undefined
}

const MADE: Use = { isMade: true }
/** It leaves nothing behind: settings of the session, the transaction around a dump. */
const NOTHING: Use = { isMade: false }

const toldOf = (notCompared: string): Use => ({ isMade: false, notCompared })

/** Kinds that do not change what is compared. */
const OTHERS: Partial<Readonly<Record<OperationKind, Use>>> = {
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
  updateInBatches: toldOf('rows'),
  assertQuery: toldOf('assertions'),
}

/** What is to be done with an operation of a target. */
export function useOf(operation: BareOperation): Use {
  switch (operation.kind) {
    case 'objectDdl':
      return useOfObject(operation)
    case 'grant':
      return toldOf(grantTitle(operation))
    case 'setTableOption':
      return operation.change.option === 'rowSecurity' || operation.change.option === 'inherit'
        ? MADE
        : toldOf(`${OPTION_TITLES[operation.change.option] ?? 'other options'} of tables`)
    case 'opaque':
      return toldOf(`what could not be read: ${operation.message}`)
    default:
      return OTHERS[operation.kind] ?? MADE
  }
}

const OPTION_TITLES: Readonly<Record<string, string>> = {
  owner: 'owners',
  storageParameters: 'storage parameters',
  replicaIdentity: 'replica identities',
  tablespace: 'tablespaces',
  trigger: 'triggers',
}

/** Tables may need them, so that they are made; whether the database has the same is not looked at. */
const NEEDED: ReadonlySet<ObjectType> = new Set(['function', 'type', 'collation', 'operator', 'aggregate'])

const COMPARED: ReadonlySet<ObjectType> = new Set(['schema', 'extension', 'sequence'])

function useOfObject(operation: Unplaced<ObjectOperation>): Use {
  const { verb, objectType, name, table } = operation
  if (verb === 'comment') {
    return objectType === 'table' || objectType === 'column'
      ? MADE
      : toldOf('comments on other objects than tables and columns')
  }
  if (/^ALTER .* OWNER TO /isu.test(operation.sql ?? '')) return toldOf('owners of other objects')
  if (COMPARED.has(objectType)) return MADE
  const title = `${objectType} ${formatName(name)}${table ? ` on ${formatName(table)}` : ''}`
  return { isMade: NEEDED.has(objectType), notCompared: title }
}

function grantTitle({ objectType, objects }: Unplaced<Grant>): string {
  return `privileges on ${objectType} ${objects.map(formatName).join(', ')}`.trim()
}
