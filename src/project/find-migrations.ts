/** The migrations among the files, history by history, each claimed by one frontend. */
import type { Frontend, MigrationSource, ProjectFiles } from '../frontends/frontend.ts'

/** Migrations that share a schema, in the order in which their runner applies them. */
export interface History {
  readonly frontend: Frontend
  readonly sources: readonly MigrationSource[]
}

/** Plain SQL is what remains when no framework knows a file. */
const LEAST_SPECIFIC = 'sql'

/** Asks every frontend; a file that two of them know goes to the more specific one. */
export function findMigrations(frontends: readonly Frontend[], files: ProjectFiles): readonly History[] {
  const claimed = new Map<string, string>()
  const histories = new Map<string, { frontend: Frontend; sources: MigrationSource[] }>()
  const ordered = [...frontends].sort((a, b) => specificity(a) - specificity(b))
  for (const frontend of ordered) {
    for (const source of frontend.find(files)) {
      const owner = claimed.get(source.paths[0] ?? '')
      if (owner !== undefined && owner !== frontend.name) continue
      for (const path of source.paths) claimed.set(path, frontend.name)
      const key = `${frontend.name} ${source.history}`
      const history = histories.get(key)
      if (history) history.sources.push(source)
      else histories.set(key, { frontend, sources: [source] })
    }
  }
  return [...histories.values()]
}

function specificity({ name }: Frontend): number {
  return name === LEAST_SPECIFIC ? 1 : 0
}
