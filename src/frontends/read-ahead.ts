/** Reads migrations one after the other, and parses the SQL of the next ones together. */
import { parseAhead } from '../sql/parse-ahead.ts'
import type { Frontend, MigrationSource, ProjectFiles } from './frontend.ts'

/** How many migrations are parsed together. */
const AHEAD = 50

/** The sources in their order; when one is handed out, its SQL is parsed already. */
export function* sourcesAhead(
  frontend: Frontend,
  sources: readonly MigrationSource[],
  files: ProjectFiles,
): Iterable<MigrationSource> {
  for (let i = 0; i < sources.length; i += AHEAD) {
    const next = sources.slice(i, i + AHEAD)
    parseAhead(next.flatMap(source => frontend.sqlTexts?.(source, files) ?? []))
    yield* next
  }
}
