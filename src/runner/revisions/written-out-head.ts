/** The head of a migration file whose constants are all written out: most are, and need no evaluation. */
import type { Module } from '../../frontends/typescript/module.ts'
import type { Expression, Statement } from '../../frontends/typescript/nodes.ts'
import type { Value } from '../../frontends/typescript/values.ts'
import { toValue } from '../op/to-value.ts'
import { placeOfCall } from '../op/place-of-call.ts'

const NOWHERE = placeOfCall('')

const HEAD: ReadonlySet<string> = new Set([
  'revision',
  'downRevision',
  'down_revision',
  'branchLabels',
  'branch_labels',
  'dependsOn',
  'depends_on',
  'transaction',
])

/** The constants by name; undefined where the file has to be evaluated. */
export function writtenOutHead({ program }: Module): ReadonlyMap<string, Value> | undefined {
  const head = new Map<string, Value>()
  for (const statement of program.body) {
    if (!isPlain(statement)) return undefined
    if (statement.type !== 'ExportNamedDeclaration') continue
    const { declaration } = statement
    if (declaration?.type === 'FunctionDeclaration') continue
    if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') return undefined
    for (const { id, init } of declaration.declarations) {
      if (id.type !== 'Identifier') return undefined
      if (!HEAD.has(id.name)) continue
      const value = init && constantOf(init)
      if (!value) return undefined
      head.set(id.name, toValue(value.constant, NOWHERE))
    }
  }
  return head.has('revision') ? head : undefined
}

/** Other statements may export by other ways: `export { revision }`, `exports.revision = …`. */
function isPlain({ type }: Statement): boolean {
  return type === 'ImportDeclaration' || type === 'ExportNamedDeclaration' || type === 'FunctionDeclaration'
}

function constantOf(node: Expression): { readonly constant: unknown } | undefined {
  if (node.type === 'Literal')
    return typeof node.value === 'object' && node.value !== null ? undefined : { constant: node.value }
  if (node.type !== 'ArrayExpression') return undefined
  const elements = node.elements.map(each =>
    each?.type === 'Literal' && typeof each.value === 'string' ? each.value : undefined,
  )
  return elements.includes(undefined) ? undefined : { constant: elements }
}
