/** Whether two versions of a migration's file say the same, whatever their comments and white space. */
import { createSourceFile } from '../source/source-file.ts'
import { tokensOf } from '../sql/lexer.ts'
import { parseModule } from './typescript/module.ts'

/** Compares the tokens of SQL and the syntax trees of code; other files, and code that does not parse, as texts. */
export function saysTheSame(path: string, one: string, other: string): boolean {
  if (one === other) return true
  if (path.endsWith('.sql')) return tokensIn(one) === tokensIn(other)
  if (!/\.[cm]?[jt]sx?$/u.test(path)) return false
  const [left, right] = [treeOf(path, one), treeOf(path, other)]
  return left !== undefined && left === right
}

function tokensIn(text: string): string {
  return tokensOf(text)
    .filter(({ kind }) => kind !== 'comment')
    .map(({ start, end }) => text.slice(start, end))
    .join('\n')
}

/** Where something stands, and how it was spelled. */
const OF_THE_TEXT = new Set(['range', 'start', 'end', 'loc', 'raw', 'hashbang'])

function treeOf(path: string, text: string): string | undefined {
  const { program, errors } = parseModule(createSourceFile(path, text))
  if (errors.length > 0) return undefined
  return JSON.stringify(program.body, (field, value: unknown) => {
    if (typeof value === 'bigint') return `${value}n`
    return OF_THE_TEXT.has(field) ? undefined : value
  })
}
