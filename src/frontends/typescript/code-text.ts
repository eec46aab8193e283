/** Texts of code: SQL in quotes, and values as literals. */
import { printOperation } from '../../dialects/postgres.ts'
import type { BareOperation } from '../../model/operation.ts'

/** A string literal, in the wanted quotes where the text goes into them as it is, else as a template. */
export function quotedText(text: string, wanted = '`'): string {
  const fits = wanted !== '`' && !text.includes(wanted) && !/[\\\r\n]/u.test(text)
  if (fits) return wanted + text + wanted
  return `\`${text.replace(/[\\`]|\$\{/gu, match => `\\${match}`)}\``
}

/** The SQL of an operation as a literal. */
export function literalText(operation: BareOperation, quote?: string): string {
  return quotedText(printOperation(operation), quote)
}
