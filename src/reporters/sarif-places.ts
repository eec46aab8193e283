/** Places and texts as SARIF writes them. */
import { posix } from 'node:path'
import type { PhysicalLocation } from 'sarif'
import { regionOf, type Span } from '../source/span.ts'
import type { Report } from './report.ts'

/** The span with all four numbers, in a file named from the git root, as a relative URI. */
export function placeOf(span: Span, report: Report): PhysicalLocation {
  const { start, end } = regionOf(span)
  const path = posix.join(report.pathFromGitRoot, span.file.path)
  return {
    artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/') },
    region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
  }
}

/** A text without anything that SARIF would read as a link: brackets in front of a parenthesis. */
export function unlinked(text: string): string {
  return text.replaceAll('](', '] (')
}
