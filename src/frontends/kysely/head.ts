/** Where a chain of calls begins that stands on several lines. */
import { spanOf, type Span } from '../../source/span.ts'
import type { HostCall } from '../typescript/values.ts'

/** The call, or from its name on where `db.schema` stands on a line before it. */
export function headOf(method: string, { span, spans: [first] }: HostCall): Span {
  const { file } = span
  if (first?.file !== file || first.start < span.start) return span
  const name = file.text.lastIndexOf(method, first.start)
  if (name <= span.start || !file.text.slice(span.start, name).includes('\n')) return span
  return spanOf(file, name, file.text[first.end] === ')' ? first.end + 1 : first.end)
}
