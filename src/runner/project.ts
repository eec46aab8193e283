/** The migrations of a project as files and as a graph, read together so that they agree. */
import { revisionGraph, type RevisionGraph } from './graph/revision-graph.ts'
import { readMigrationFiles, type MigrationFile } from './revisions/migration-files.ts'
import { RunnerError } from './runner-error.ts'
import type { Settings } from './options.ts'

/** Files and graph of one moment. */
export interface Project {
  readonly files: readonly MigrationFile[]
  readonly graph: RevisionGraph
  /** The file of a revision that the graph knows. */
  fileOf(id: string): MigrationFile
}

/** Reads the folders anew. */
export function readProject({ folders, cwd }: Settings, purpose?: 'run'): Project {
  const files = readMigrationFiles(folders, cwd, purpose)
  const byId = new Map(files.map(file => [file.id, file]))
  return {
    files,
    graph: revisionGraph(files),
    fileOf(id) {
      const file = byId.get(id)
      if (!file) throw new RunnerError(`No file of ${folders.join(', ')} holds revision ${id}.`)
      return file
    },
  }
}
