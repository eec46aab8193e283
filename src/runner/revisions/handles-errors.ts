/** Whether a migration has code for errors of its calls. */
import type { Module } from '../../frontends/typescript/module.ts'
import type { Node } from '../../frontends/typescript/nodes.ts'
import { childrenOf, identifierName } from '../../frontends/typescript/tree.ts'

/** Methods of promises that see an error, or that it is one. */
const METHODS: ReadonlySet<string> = new Set(['then', 'catch', 'finally', 'allSettled', 'any', 'race'])

const MAY_HANDLE = /\b(?:try|then|catch|finally|allSettled|any|race)\b/u

/** Whether an error may come to code of the file before it ends the migration. */
export function handlesErrors({ program, file }: Module): boolean {
  return MAY_HANDLE.test(file.text) && program.body.some(handles)
}

function handles(node: Node): boolean {
  if (node.type === 'TryStatement' || METHODS.has(identifierName(node))) return true
  if (node.type === 'Literal' && 'value' in node && METHODS.has(String(node.value))) return true
  return childrenOf(node).some(handles)
}
