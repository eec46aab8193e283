/** Names out of the tree. */
import { formatName, type QualifiedName } from '../../model/names.ts'
import { itemsOf, pick, stringOf, stringsOf, type Node, type RangeVar } from './nodes.ts'

/** The name of a table, index, view or sequence. */
export function tableName(range: RangeVar | undefined): QualifiedName {
  const name = range?.relname ?? ''
  return range?.schemaname === undefined ? { name } : { schema: range.schemaname, name }
}

/** A name from its parts: `billing.orders`; a leading database is left out. */
export function qualifiedName(parts: readonly string[]): QualifiedName {
  const name = parts.at(-1) ?? ''
  const schema = parts.at(-2)
  return schema === undefined ? { name } : { schema, name }
}

/** A name from a list of String nodes. */
export function listName(nodes: readonly Node[] | undefined): QualifiedName {
  return qualifiedName(stringsOf(nodes))
}

/** The parts of the name of any object that DROP, COMMENT, ALTER … RENAME and their like may name. */
export function objectParts(node: Node | undefined): string[] {
  const typeName = pick(node, 'TypeName')
  if (typeName) return stringsOf(typeName.names)
  const withArguments = pick(node, 'ObjectWithArgs')
  if (withArguments) return stringsOf(withArguments.objname)
  const range = pick(node, 'RangeVar')
  if (range) return [...(range.schemaname === undefined ? [] : [range.schemaname]), range.relname ?? '']
  const role = pick(node, 'RoleSpec')
  if (role) return [role.rolename ?? '']
  const single = stringOf(node)
  if (single !== undefined) return [single]
  return itemsOf(node).flatMap(item => objectParts(item))
}

/** The name of any object. */
export function objectName(node: Node | undefined): QualifiedName {
  return qualifiedName(objectParts(node))
}

/** A collation or operator class as text. */
export function dottedName(nodes: readonly Node[] | undefined): string | undefined {
  const name = nodes && nodes.length > 0 ? listName(nodes) : undefined
  return name && formatName(name)
}
