/** The shorthands of a project: each migration may add some, for itself and for all that come later. */
import type { SourceFile } from '../../source/source-file.ts'
import type { ProjectFiles } from '../frontend.ts'
import { folderOf } from '../paths.ts'
import type { Value } from '../typescript/values.ts'
import type { Shorthands } from './column-types.ts'
import { exportsOf } from './detect.ts'
import { evaluationOf } from './find.ts'
import { compareFiles } from './order.ts'

/** Templates export `shorthands = undefined`. */
const ADDS = /\bshorthands\b(?!\s*(?::[^=;]*)?=\s*(?:undefined|void 0|exports\b)|\.)/u

/** The shorthands that a migration can use: https://salsita.github.io/node-pg-migrate/migrations/ */
export function shorthandsFor(path: string, files: ProjectFiles): Shorthands {
  const earlier = modulesIn(folderOf(path), files.paths).filter(each => compareFiles(each, path) <= 0)
  return new Map(earlier.flatMap(each => additionsOf(each, files)))
}

/** Every migration of a folder asks for the others. */
const folders = new WeakMap<readonly string[], Map<string, readonly string[]>>()

function modulesIn(folder: string, paths: readonly string[]): readonly string[] {
  const known = folders.get(paths) ?? new Map<string, readonly string[]>()
  folders.set(paths, known)
  const modules =
    known.get(folder) ??
    paths.filter(path => folderOf(path) === folder && /\.[cm]?[jt]s$/u.test(path)).sort(compareFiles)
  known.set(folder, modules)
  return modules
}

function additionsOf(path: string, files: ProjectFiles): readonly (readonly [string, Value])[] {
  const file = files.read(path)
  const module = file && adds(file) ? files.module(path) : undefined
  const value = module && exportsOf(evaluationOf(module, files)).shorthands
  return value?.kind === 'object' ? [...value.properties.value] : []
}

const answers = new WeakMap<SourceFile, boolean>()

function adds(file: SourceFile): boolean {
  const answer = answers.get(file) ?? ADDS.test(file.text)
  answers.set(file, answer)
  return answer
}
