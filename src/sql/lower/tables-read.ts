/** Which tables a query reads. */
import type { QualifiedName } from '../../model/names.ts'
import { tableName } from './names.ts'
import { asRangeVar } from './nodes.ts'
import { walk } from './walk.ts'

/**
 * Tables in FROM, USING and sub-selects, without the names of common table expressions. The table that a
 * statement changes or makes stands in a field of its own in the tree and is not among them.
 */
export function tablesRead(...trees: readonly (object | undefined)[]): readonly QualifiedName[] {
  const written = new Set<string>()
  const names = new Map<string, QualifiedName>()
  walk(trees, (field, value) => {
    if (field === 'CommonTableExpr') written.add(commonTableName(value))
    if (field !== 'RangeVar') return
    const name = tableName(asRangeVar(value))
    names.set(`${name.schema ?? ''}.${name.name}`, name)
  })
  return [...names.values()].filter(({ schema, name }) => schema !== undefined || !written.has(name))
}

function commonTableName(query: { readonly ctename?: string }): string {
  return query.ctename ?? ''
}
