/** One row of a table of statements: the object that the statement is about; its text says the rest. */
import type { ObjectOperation, ObjectType as ModelObjectType } from '../../model/object-operations.ts'
import type { QualifiedName } from '../../model/names.ts'
import { whole, type Lowered, type StatementContext } from './lowered.ts'
import { nodeOf, type NodeKind, type NodeOf } from './nodes.ts'
import { objectDdl } from './objects.ts'
import { printStatement } from './statement-text.ts'

/** What the tree says of the object besides its type. */
export type NamedObject = Pick<
  ObjectOperation,
  | 'name'
  | 'table'
  | 'calls'
  | 'orReplace'
  | 'ifExists'
  | 'ifNotExists'
  | 'ownedBy'
  | 'parameters'
  | 'volatility'
  | 'body'
  | 'securityDefiner'
  | 'fixedPath'
  | 'grantedTo'
>

/** Reads a statement by telling how its object is named and flagged. */
export function namedObject<K extends NodeKind>(
  kind: K,
  verb: ObjectOperation['verb'],
  objectType: ModelObjectType | ((body: NodeOf<K>) => ModelObjectType),
  read: (body: NodeOf<K>) => NamedObject,
): (body: NodeOf<K>, context: StatementContext) => readonly Lowered[] {
  return (body, context) => {
    const { name, ...rest } = read(body)
    const type = typeof objectType === 'function' ? objectType(body) : objectType
    const sql = printStatement(nodeOf(kind, body), context)
    return whole(objectDdl(verb, type, name, { ...rest, sql }))
  }
}

/** A name that has no schema. */
export function named(name: string | undefined): QualifiedName {
  return { name: name ?? '' }
}
