/** Finding modules that export `up` and `down`, folder by folder, for runners that have nothing else to tell them by. */
import { compareText } from '../../source/compare-text.ts'
import type { MigrationSource, ProjectFiles } from '../project-files.ts'
import { baseName, compareNames, folderOf } from '../paths.ts'
import type { Evaluation } from './evaluate.ts'
import { exportedAs } from './exported-directions.ts'
import { scriptPaths } from './find-modules.ts'
import type { Module } from './module.ts'
import { usesOfParameter } from './parameter-uses.ts'
import { plainClasses } from './plain-classes.ts'
import type { FunctionValue, Value } from './values.ts'

/** How the migrations of a framework are told. */
export interface DirectionsFinder {
  readonly framework: string
  /** A quick look before a file is parsed. */
  readonly mayBe: (text: string, path: string) => boolean
  readonly evaluate: (module: Module, files: ProjectFiles) => Evaluation
  readonly isMigration: (evaluation: Evaluation, module: Module) => boolean
  readonly nameOf: (path: string) => string
  readonly historyOf?: (path: string) => string
  /** What is called for the way forward, if not the export `up`. */
  readonly upOf?: (evaluation: Evaluation) => Value | undefined
}

/** The migrations of a project, with those among them that do nothing or cannot be parsed. */
export function findDirections(files: ProjectFiles, finder: DirectionsFinder): readonly MigrationSource[] {
  const { historyOf = folderOf } = finder
  const paths = scriptPaths(files).filter(path => !/(?:^|\/)node_modules\//u.test(path))
  const found = paths.filter(path => isFound(path, files, finder))
  const histories = new Set(found.map(historyOf))
  const known = new Set(found)
  const neighbours = paths.filter(
    path => histories.has(historyOf(path)) && !known.has(path) && isNeighbour(path, files, finder),
  )
  const all = [...found, ...neighbours].map(path => ({
    path,
    history: historyOf(path),
    name: finder.nameOf(path),
  }))
  return [...new Set(all.map(({ history }) => history))].sort(compareText).flatMap(history => {
    const own = all.filter(each => each.history === history)
    const order = orderOf(own.map(({ name }) => name))
    return own
      .toSorted((a, b) => order(a.name, b.name) || compareText(a.path, b.path))
      .map(({ path, name }) => ({
        framework: finder.framework,
        name,
        history,
        paths: [path],
        knowsDown: true as const,
      }))
  })
}

/** A quick look: something is called `up`, as a function, a property or an export. */
export function mayExportUp(text: string): boolean {
  return /\bup\s*(?:[=:(,}]|$)/mu.test(text)
}

/** The file without its extension. */
export function nameWithoutExtension(path: string): string {
  return baseName(path).replace(/\.[cm]?[jt]sx?$/u, '')
}

/** What has no functions among its exports is no such module. */
function isFound(path: string, files: ProjectFiles, finder: DirectionsFinder): boolean {
  if (!finder.mayBe(files.read(path)?.text ?? '', path)) return false
  const module = files.module(path)
  if (!module || module.errors.length > 0 || plainClasses(module)) return false
  const evaluation = finder.evaluate(module, files)
  return !evaluation.limited && finder.isMigration(evaluation, module)
}

/** Among migrations, a file that cannot be parsed is one, and so is one whose `up` does nothing with its parameter that is told. */
function isNeighbour(path: string, files: ProjectFiles, finder: DirectionsFinder): boolean {
  if (!/\d/u.test(finder.nameOf(path))) return false
  const module = files.module(path)
  if (!module) return false
  if (module.errors.length > 0) return true
  const evaluation = finder.evaluate(module, files)
  const up = finder.upOf ? finder.upOf(evaluation) : exportedAs(evaluation, 'up')
  if (up?.kind !== 'function') return evaluation.limited
  return usesOfParameter(evaluation, up).length === 0
}

/** The functions of both directions that a module exports. */
export function directionFunctions(evaluation: Evaluation): readonly FunctionValue[] {
  return ['up', 'down'].flatMap(name => {
    const value = exportedAs(evaluation, name)
    return value?.kind === 'function' ? [value] : []
  })
}

const TIME = /(?<!\d)(?:\d{10}|\d{12,14}|\d{17})(?!\d)/u

/** By the time that stands somewhere in every name; otherwise by the number at the beginning, or as texts. */
function orderOf(names: readonly string[]): (a: string, b: string) => number {
  const times = new Map(names.map(name => [name, TIME.exec(name)?.[0] ?? '']))
  const lengths = new Set([...times.values()].map(({ length }) => length))
  if (lengths.size > 1 || lengths.has(0)) return compareNames
  return (a, b) => compareText(times.get(a) ?? '', times.get(b) ?? '') || compareText(a, b)
}
