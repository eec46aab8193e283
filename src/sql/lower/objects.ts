/** Objects of which the model only knows that something happens to them: naming them and their statements. */
import type { ObjectOperation } from '../../model/object-operations.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import type { QualifiedName } from '../../model/names.ts'
import { objectParts, qualifiedName } from './names.ts'
import type { Node, ObjectType } from './nodes.ts'
import { OBJECT_TYPES, ON_TABLE } from './object-types.ts'
import { print } from './print.ts'

type BareObject = Unplaced<ObjectOperation>

/** An operation on such an object. */
export function objectDdl(
  verb: BareObject['verb'],
  objectType: BareObject['objectType'],
  name: QualifiedName,
  rest: Omit<BareObject, 'kind' | 'verb' | 'objectType' | 'name'> = {},
): BareObject {
  return { kind: 'objectDdl', verb, objectType, name, ...rest }
}

/** ALTER of an object; the statement's text says what is altered. */
export function alterObject(objectType: ObjectType, name: QualifiedName, statement: Node): BareObject {
  return objectDdl('alter', OBJECT_TYPES[objectType], name, { sql: print(statement) })
}

/** The name of an object, apart from that of the table it is on. */
export function nameAndTable(
  objectType: ObjectType,
  object: Node | undefined,
): { readonly name: QualifiedName; readonly table?: QualifiedName } {
  const parts = objectParts(object)
  if (OF_METHOD.has(objectType)) return { name: qualifiedName(parts.slice(1)) }
  if (!ON_TABLE.has(objectType)) return { name: qualifiedName(parts) }
  return { name: { name: parts.at(-1) ?? '' }, table: qualifiedName(parts.slice(0, -1)) }
}

/** Their names stand behind that of the access method that they are for. */
export const OF_METHOD: ReadonlySet<ObjectType> = new Set(['OBJECT_OPCLASS', 'OBJECT_OPFAMILY'])
