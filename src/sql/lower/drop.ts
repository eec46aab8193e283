/** DROP of anything, one operation for each name. */
import type { BareOperation } from '../../model/operation.ts'
import { flag, type Flag } from '../../model/names.ts'
import { signatureOf } from './function.ts'
import type { Lowered } from './lowered.ts'
import { objectName } from './names.ts'
import { pick, type DropStmt, type Node, type ObjectType } from './nodes.ts'
import { OBJECT_TYPES } from './object-types.ts'
import { nameAndTable, objectDdl, OF_METHOD } from './objects.ts'
import { print } from './print.ts'

interface DropOptions {
  readonly ifExists: Flag
  readonly cascade: Flag
  readonly concurrently: Flag
}

type Drop = (object: Node, options: DropOptions) => BareOperation

/** `DROP TABLE orders, customers`. */
export function lowerDrop(statement: DropStmt): readonly Lowered[] {
  const objectType = statement.removeType ?? 'OBJECT_TABLE'
  const drop = DROPS[objectType] ?? dropObject(objectType)
  const options: DropOptions = {
    ifExists: flag(statement.missing_ok),
    cascade: flag(statement.behavior === 'DROP_CASCADE'),
    concurrently: flag(statement.concurrent),
  }
  const objects = statement.objects ?? []
  const several = objects.length > 1
  return objects.map((object, part) => ({ operation: drop(object, options), ...(several && { part }) }))
}

const DROPS: { readonly [T in ObjectType]?: Drop } = {
  OBJECT_TABLE: (object, { ifExists, cascade }) => ({
    kind: 'dropTable',
    table: objectName(object),
    ifExists,
    cascade,
  }),
  OBJECT_INDEX: (object, options) => ({ kind: 'dropIndex', index: objectName(object), ...options }),
  OBJECT_VIEW: dropView(),
  OBJECT_MATVIEW: dropView(true),
  OBJECT_TYPE: dropType(),
  OBJECT_DOMAIN: dropType(true),
}

function dropView(materialized?: true): Drop {
  return (object, { ifExists, cascade }) => ({
    kind: 'dropView',
    view: objectName(object),
    materialized,
    ifExists,
    cascade,
  })
}

function dropType(domain?: true): Drop {
  return (object, { ifExists, cascade }) => ({
    kind: 'dropType',
    type: objectName(object),
    domain,
    ifExists,
    cascade,
  })
}

function dropObject(objectType: ObjectType): Drop {
  return (object, { ifExists, cascade }) => {
    const { name, table } = nameAndTable(objectType, object)
    const parameters = signatureOf(pick(object, 'ObjectWithArgs'))
    const sql = OF_METHOD.has(objectType) ? dropText(objectType, object, { ifExists, cascade }) : undefined
    return objectDdl('drop', OBJECT_TYPES[objectType], name, { table, ...parameters, ifExists, cascade, sql })
  }
}

/** The access method is no part of the name. */
function dropText(
  removeType: ObjectType,
  object: Node,
  { ifExists, cascade }: Pick<DropOptions, 'ifExists' | 'cascade'>,
): string {
  const behavior = cascade ? 'DROP_CASCADE' : 'DROP_RESTRICT'
  return print({ DropStmt: { removeType, objects: [object], missing_ok: ifExists === true, behavior } })
}
