/** The shorthands of a project: each migration may add some, for itself and for all that come later. */
import type { ProjectFiles } from '../frontend.ts'
import { folderOf } from '../paths.ts'
import type { Value } from '../typescript/values.ts'
import type { Shorthands } from './column-types.ts'
import { exportsOf } from './detect.ts'
import { evaluationOf } from './find.ts'
import { compareFiles } from './order.ts'

/** What a file adds. */
interface Addition {
  readonly path: string
  readonly shorthands: ReadonlyMap<string, Value>
}

/** Templates export `shorthands = undefined`. */
const ADDS = /\bshorthands\b(?!\s*(?::[^=;]*)?=\s*(?:undefined|void 0|exports\b)|\.)/u

const additions = new WeakMap<ProjectFiles, Map<string, readonly Addition[]>>()

/** The shorthands that a migration can use: https://salsita.github.io/node-pg-migrate/migrations/ */
export function shorthandsFor(path: string, files: ProjectFiles): Shorthands {
  const earlier = additionsIn(folderOf(path), files).filter(each => compareFiles(each.path, path) <= 0)
  return new Map(earlier.flatMap(({ shorthands }) => [...shorthands]))
}

function additionsIn(folder: string, files: ProjectFiles): readonly Addition[] {
  const known = additions.get(files) ?? new Map<string, readonly Addition[]>()
  additions.set(files, known)
  const all =
    known.get(folder) ??
    files.paths
      .filter(path => folderOf(path) === folder && /\.[cm]?[jt]s$/u.test(path))
      .sort(compareFiles)
      .flatMap(path => additionOf(path, files))
  known.set(folder, all)
  return all
}

function additionOf(path: string, files: ProjectFiles): readonly Addition[] {
  const module = ADDS.test(files.read(path)?.text ?? '') ? files.module(path) : undefined
  const value = module && exportsOf(evaluationOf(module, files)).shorthands
  return value?.kind === 'object' ? [{ path, shorthands: value.properties.value }] : []
}
