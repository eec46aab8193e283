/** Which operations fail when they are run a second time, as nothing in them asks whether they are done already. */
import { formatName, type QualifiedName } from '../model/names.ts'
import type { Operation, OperationKind, OperationOf } from '../model/operation.ts'

/** What stands in the way of the second run. */
export interface Repeat {
  /** `column orders.note`. */
  readonly object: string
  readonly does: 'makes' | 'drops'
  /** IF EXISTS, IF NOT EXISTS or OR REPLACE: it may be repeated. */
  readonly asks: boolean
}

/** What the operation makes, drops or moves away, unless running it twice is the same as once. */
export function repeatOf(operation: Operation): Repeat | undefined {
  const repeat = REPEATS[operation.kind] as ((operation: Operation) => Repeat | undefined) | undefined
  return repeat?.(operation)
}

type Repeats = { readonly [K in OperationKind]?: (operation: OperationOf<K>) => Repeat | undefined }

function makes(object: string, asks: unknown = false): Repeat {
  return { object, does: 'makes', asks: Boolean(asks) }
}

function drops(object: string, asks: unknown = false): Repeat {
  return { object, does: 'drops', asks: Boolean(asks) }
}

const table = (name: QualifiedName): string => `table ${formatName(name)}`
const column = (name: QualifiedName, of: string): string => `column ${formatName(name)}.${of}`
const constraint = (name: QualifiedName, of: string): string => `constraint ${of} of ${formatName(name)}`
const index = (name: string): string => `index ${name}`
const type = (name: QualifiedName): string => `type ${formatName(name)}`
const view = (name: QualifiedName): string => `view ${formatName(name)}`

const REPEATS: Repeats = {
  createTable: each => (each.temporary ? undefined : makes(table(each.table), each.ifNotExists)),
  dropTable: each => drops(table(each.table), each.ifExists),
  renameTable: each => drops(table(each.table), each.ifExists),
  setTableSchema: each =>
    each.table.schema === undefined ? undefined : drops(table(each.table), each.ifExists),
  addColumn: each => makes(column(each.table, each.column.name), each.ifNotExists),
  dropColumn: each => drops(column(each.table, each.column), each.ifExists),
  renameColumn: each => drops(column(each.table, each.column)),
  addConstraint: ({ table: name, constraint: { name: own, kind } }) =>
    own !== undefined || kind === 'primaryKey' ? makes(constraint(name, own ?? 'PRIMARY KEY')) : undefined,
  dropConstraint: each => drops(constraint(each.table, each.name), each.ifExists),
  renameConstraint: each => drops(constraint(each.table, each.name)),
  createIndex: each =>
    each.name === undefined || each.concurrently ? undefined : makes(index(each.name), each.ifNotExists),
  dropIndex: each => drops(index(each.index.name), each.ifExists),
  renameIndex: each => drops(index(each.index.name), each.ifExists),
  createEnum: each => makes(type(each.type), each.ifNotExists),
  addEnumValue: each => makes(`value '${each.value}' of ${formatName(each.type)}`, each.ifNotExists),
  renameEnumValue: each => drops(`value '${each.value}' of ${formatName(each.type)}`),
  createDomain: each => makes(type(each.domain)),
  dropType: each => drops(type(each.type), each.ifExists),
  renameType: each => drops(type(each.type)),
  createView: each => makes(view(each.view), each.orReplace ?? each.ifNotExists ?? each.temporary),
  dropView: each => drops(view(each.view), each.ifExists),
  objectDdl(each) {
    const on = each.table ? ` of ${formatName(each.table)}` : ''
    const object = `${each.objectType} ${formatName(each.name)}${on}`
    if (each.verb === 'create') return makes(object, each.orReplace ?? each.ifNotExists)
    if (each.verb === 'drop' || each.verb === 'rename') return drops(object, each.ifExists)
    return undefined
  },
}
