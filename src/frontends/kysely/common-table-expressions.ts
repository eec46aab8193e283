/** `with('recent', db => …)`: https://kysely.dev/docs/category/cte */
import { hostValue } from '../typescript/value-tools.ts'
import type { HostMethod, Value } from '../typescript/values.ts'
import { sliceMapped, type MappedText } from '../../source/mapped-text.ts'
import type { Given } from '../typescript/given.ts'
import { splitMapped, textOfGiven, trimMapped } from '../typescript/written-sql.ts'
import { plainHost } from './expression-host.ts'
import { quoted } from './names.ts'
import { operand, partOf, separated, tree, unreadable, type Part } from './parts.ts'
import { isCallback, partBuilt, type Said } from './said.ts'

/** An expression with the name of its table. */
export interface NamedExpression {
  readonly name: string
  readonly part: Part
}

/** The name may list the columns, and a callback may say whether the table is kept. */
export function expressionOfTable(said: Said): NamedExpression {
  const { span, args, call } = said
  const [name, expression] = args
  const query = operand(partBuilt(expression, said.kit.queryCreator(), said))
  if (!name) return { name: '', part: unreadable('the expression has no name', 'unknown call') }
  if (!isCallback(name)) {
    const [table, head] = nameOf(name)
    return { name: table.text, part: tree(span, head, ' as ', query) }
  }
  let found = ''
  const made = (head: Part, kept: string): Value => {
    const keep =
      (words: string): HostMethod =>
      () =>
        made(head, words)
    return hostValue({
      ...plainHost(tree(span, head, ' as ', kept, query)),
      methods: { materialized: keep('materialized '), notMaterialized: keep('not materialized ') },
    })
  }
  const begin = hostValue({
    name: 'cte',
    reachesDatabase: false,
    apply: inner => {
      const [value] = inner.args
      if (!value) return undefined
      const [table, head] = nameOf({ value, span: inner.spans[0] ?? inner.span })
      found = table.text
      return made(head, '')
    },
  })
  const part = partOf(call.invoke(name.value, [begin])) ?? unreadable('the expression is not known')
  return { name: found, part }
}

/** `recent(id, total)` */
function nameOf(given: Given): readonly [MappedText, Part] {
  const text = textOfGiven(given)
  const { span } = given
  const open = text.text.indexOf('(')
  if (open < 0) return [text, quoted(text, span)]
  const close = text.text.indexOf(')', open)
  const table = sliceMapped(text, 0, open)
  const inner = sliceMapped(text, open + 1, close < 0 ? text.text.length : close)
  const columns = splitMapped(inner, ',').map(each => quoted(trimMapped(each), span))
  return [table, tree(span, quoted(table, span), '(', separated(span, columns), ')')]
}
