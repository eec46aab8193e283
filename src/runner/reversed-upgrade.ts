/** The way back that `reverse(upgrade)` stands for: found from the operations, and from the schema before them. */
import { migrateLint } from '../frontends/migrate-lint/index.ts'
import type { ProjectFiles } from '../frontends/project-files.ts'
import { parseModule } from '../frontends/typescript/module.ts'
import { place, type BareOperation } from '../model/operation.ts'
import { applyOperation, startMigration } from '../schema/apply.ts'
import { emptySchema } from '../schema/empty.ts'
import { reverseOperations } from '../schema/reverse.ts'
import type { SchemaState } from '../schema/schema-state.ts'
import { createSourceFile } from '../source/source-file.ts'
import { withAncestors } from './graph/lineage.ts'
import { newestFirst } from './graph/newest-first.ts'
import { collectOperations } from './op/collect-operations.ts'
import type { Op } from './op/op-types.ts'
import type { Project } from './project.ts'
import type { MigrationFile } from './revisions/migration-files.ts'
import { RunnerError } from './runner-error.ts'
import { readFileSync } from 'node:fs'

const NOWHERE = { span: { file: createSourceFile('', ''), start: 0, end: 0 }, statement: 0, roundTrip: 0 }

/** The operations that undo the upgrade, in their order. Throws a RunnerError where that cannot be told. */
export async function reversedUpgrade(
  migration: MigrationFile,
  upgrade: (op: Op) => unknown,
  project: Project,
): Promise<readonly BareOperation[]> {
  const operations = await collectOperations(upgrade, {
    isOffline: true,
    dialect: 'postgres',
    direction: 'upgrade',
    revision: migration.id,
  })
  const before = startMigration(stateBefore(migration, project))
  const back = reverseOperations(
    before,
    operations.map(operation => place(operation, NOWHERE)),
  )
  if (back) return back
  throw new RunnerError(
    `${migration.id} says reverse(upgrade), and its upgrade cannot be undone without a guess: it changes rows, or drops what no earlier migration made. Write a downgrade in ${migration.path}.`,
  )
}

/** What the migrations before it make of an empty database, as the linter reads them. */
function stateBefore({ id }: MigrationFile, { graph, files }: Project): SchemaState {
  const needed = withAncestors(graph, [id])
  const paths = new Map(files.map(file => [file.id, file]))
  const reading = projectFiles(files)
  let state = emptySchema({ complete: true })
  for (const ancestor of newestFirst(
    graph,
    [...needed].filter(each => each !== id),
  ).toReversed()) {
    const path = paths.get(ancestor)?.path ?? ''
    const source = { framework: 'migrate-lint', name: ancestor, history: '', paths: [path] }
    const { up } = migrateLint.read(source, reading, {})
    state = up.reduce(applyOperation, startMigration(state))
  }
  return state
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
