/** The text that EXECUTE runs, as far as its expression says it. */
import type { HoledText } from '../holes.ts'
import { pick, pickAll } from '../lower/nodes.ts'
import { parseSql } from '../parse.ts'
import { textOfExpression } from './constant-string.ts'

/** The value of the expression after EXECUTE, with a name for each variable in it; nothing when the whole of it is one. */
export function executedText(expression: string): HoledText | undefined {
  const statement = parseSql(`SELECT ${expression}`).statements[0]
  if (statement?.kind !== 'parsed') return undefined
  const [target] = pickAll(pick(statement.node, 'SelectStmt')?.targetList, 'ResTarget')
  const names = new Map<string, string>()
  const text = textOfExpression(target?.val, source => {
    const known = names.get(source)
    if (known !== undefined) return known
    const name = freeName(expression, names.size)
    names.set(source, name)
    return name
  })
  if (text === undefined) return undefined
  return { text, sources: new Map([...names].map(([source, name]) => [name, source])) }
}

/** A name that the text has not: lower case, so that it needs no quotes. */
function freeName(text: string, number: number): string {
  let name = `runtime_value_${String(number)}_`
  while (text.includes(name)) name += '_'
  return name
}
