/** The parser's tree, typed, and the few ways to look into it. */
import type { A_Const, Node, ParseResult, RangeVar, RawStmt } from '@pgsql/types'

export type * from '@pgsql/types'

type KeyOf<T> = T extends unknown ? keyof T & string : never

/** Name of a node as the tree spells it: `CreateStmt`. */
export type NodeKind = KeyOf<Node>

/** What stands inside a node of a kind. */
export type NodeOf<K extends NodeKind> =
  Extract<Node, Readonly<Record<K, unknown>>> extends infer N
    ? N extends Readonly<Record<K, infer Body>>
      ? Body
      : never
    : never

/** The JSON text of a parse as statements. */
export function statementsOf(json: string): readonly RawStmt[] {
  return (JSON.parse(json) as ParseResult).stmts ?? []
}

/** A node of unknown kind out of a generic value of the tree. */
export function asNode(value: object): Node {
  return value as Node
}

/** A body as the node of its kind. */
export function nodeOf<K extends NodeKind>(kind: K, body: NodeOf<K>): Node {
  return { [kind]: body } as unknown as Node
}

/** A field of a generic value of the tree; trees come from JSON, so every field is their own. */
export function fieldOf(value: object, field: string): unknown {
  return (value as Readonly<Record<string, unknown>>)[field]
}

/** A table name out of a generic value of the tree. */
export function asRangeVar(value: object): RangeVar {
  return value
}

/** The kind of a node. */
export function kindOf(node: Node): NodeKind {
  return Object.keys(node)[0] as NodeKind
}

/** The fields in which statements name the table, view or sequence that they are about. */
interface Principal {
  readonly relation?: RangeVar
  readonly view?: RangeVar
  readonly into?: { readonly rel?: RangeVar }
  readonly intoClause?: { readonly rel?: RangeVar }
  readonly base?: { readonly relation?: RangeVar }
}

/** The table, view or sequence that a statement is about. */
export function principalName(node: Node): RangeVar | undefined {
  const body = (node as Readonly<Record<string, Principal>>)[kindOf(node)]
  return body?.relation ?? body?.view ?? body?.into?.rel ?? body?.intoClause?.rel ?? body?.base?.relation
}

/** The body of a node when it is of the kind. */
export function pick<K extends NodeKind>(node: Node | undefined, kind: K): NodeOf<K> | undefined {
  return node === undefined ? undefined : (node as Partial<Record<K, NodeOf<K>>>)[kind]
}

/** The bodies of all nodes of the kind. */
export function pickAll<K extends NodeKind>(nodes: readonly Node[] | undefined, kind: K): NodeOf<K>[] {
  return (nodes ?? []).flatMap(node => pick(node, kind) ?? [])
}

/** Calls the function of a table that belongs to the node's kind, if it has one. */
export function visitNode<Result, Extra extends readonly unknown[]>(
  table: { readonly [K in NodeKind]?: (body: NodeOf<K>, ...extra: Extra) => Result },
  node: Node,
  ...extra: Extra
): Result | undefined {
  const kind = kindOf(node)
  const visit = table[kind] as ((body: unknown, ...extra: Extra) => Result) | undefined
  return visit?.((node as Readonly<Record<string, unknown>>)[kind], ...extra)
}

/** The text of a String node; the tree leaves out empty texts. */
export function stringOf(node: Node | undefined): string | undefined {
  const string = pick(node, 'String')
  return string === undefined ? undefined : (string.sval ?? '')
}

/** The texts of a list of String nodes. */
export function stringsOf(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).flatMap(node => stringOf(node) ?? [])
}

/** The nodes of a List node. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  return pick(node, 'List')?.items ?? []
}

/** The value of a constant; zero, false and the empty text are left out of the tree. */
export function constantOf(constant: A_Const): string | number | boolean | null {
  if (constant.isnull) return null
  if (constant.ival) return constant.ival.ival ?? 0
  if (constant.fval) return Number(constant.fval.fval ?? 0)
  if (constant.boolval) return constant.boolval.boolval ?? false
  if (constant.bsval) return constant.bsval.bsval ?? ''
  return constant.sval?.sval ?? ''
}
