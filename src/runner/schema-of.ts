/** What migrations make of an empty database, as the linter reads them. */
import { readFileSync } from 'node:fs'
import { migrateLint } from '../frontends/migrate-lint/index.ts'
import type { ProjectFiles } from '../frontends/project-files.ts'
import { parseModule } from '../frontends/typescript/module.ts'
import { applyOperation, startMigration } from '../schema/apply.ts'
import { emptySchema } from '../schema/empty.ts'
import type { SchemaState } from '../schema/schema-state.ts'
import { createSourceFile } from '../source/source-file.ts'
import { newestFirst } from './graph/newest-first.ts'
import type { Project } from './project.ts'
import type { MigrationFile } from './revisions/migration-files.ts'

/** The schema behind the upgrades of those revisions, in the order of the graph. */
export function schemaOf(ids: Iterable<string>, { graph, files, fileOf }: Project): SchemaState {
  const reading = projectFiles(files)
  let state = emptySchema({ complete: true })
  for (const id of newestFirst(graph, [...ids]).toReversed()) {
    const { path } = fileOf(id)
    const { up } = migrateLint.read(
      { framework: 'migrate-lint', name: id, history: '', paths: [path] },
      reading,
      {},
    )
    state = up.reduce(applyOperation, startMigration(state))
  }
  return startMigration(state)
}

function projectFiles(files: readonly MigrationFile[]): ProjectFiles {
  const byPath = new Map(files.map(({ path, file }) => [path, file]))
  const read = (path: string) => {
    const file = byPath.get(path)
    return file === undefined ? undefined : createSourceFile(path, readFileSync(file, 'utf8'))
  }
  return {
    paths: [...byPath.keys()],
    read,
    module: path => {
      const file = read(path)
      return file && parseModule(file)
    },
  }
}
