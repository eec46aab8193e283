/** Evaluates the modules that others import: each once for a project, when something of it is first used. */
import type { ProjectFiles } from '../../project-files.ts'
import type { Imported, KnownImports, ModuleLoader, StartedModule, StartModule } from './imported.ts'
import { jsonModule } from './json-module.ts'
import { missingModule, type Missing } from './missing.ts'
import { resolverOf } from './resolve.ts'

/** Modules inside of each other, each of which needs a value of the next before it can go on. */
const DEEPEST = 25

/** A module that has been begun so often from deep inside of others is left alone. */
const MOST_ATTEMPTS = 20

/** Thrown to make room: the module is evaluated first, then those that wait for it begin again. */
class TooNested extends Error {
  readonly path: string

  constructor(path: string) {
    super('modules are nested too deeply')
    this.path = path
  }
}

const loaders = new WeakMap<ProjectFiles, WeakMap<KnownImports, ModuleLoader>>()

/** The modules of a project as a framework's frontend sees them: evaluated once, whoever imports them. */
export function loaderOf(files: ProjectFiles, imports: KnownImports, start: StartModule): ModuleLoader {
  const known = loaders.get(files) ?? new WeakMap<KnownImports, ModuleLoader>()
  loaders.set(files, known)
  const before = known.get(imports)
  if (before) return before
  const loader = createLoader(files, imports, start)
  known.set(imports, loader)
  return loader
}

function createLoader(files: ProjectFiles, imports: KnownImports, start: StartModule): ModuleLoader {
  const resolve = resolverOf(files)
  const load = loading(path => {
    if (path.endsWith('.json')) return jsonModule(files, path)
    const module = files.module(path)
    if (!module || module.errors.length > 0) return missingModule({ path, why: 'which cannot be parsed' })
    return start(module, loader, imports)
  })
  const loader: ModuleLoader = {
    files,
    reading: { files: new Set() },
    imported(specifier, from) {
      const found = resolve(specifier, from)
      return 'path' in found ? load(found.path) : missingModule({ phrase: found.missing }).imported
    },
  }
  return loader
}

/** Each module once; a chain of modules that need each other's values is evaluated from its far end. */
function loading(begin: (path: string) => StartedModule): (path: string) => Imported {
  const loaded = new Map<string, Imported>()
  const attempts = new Map<string, number>()
  const waiting: string[] = []
  let depth = 0
  const evaluate = (path: string): Imported => {
    const attempt = (attempts.get(path) ?? 0) + 1
    attempts.set(path, attempt)
    const started = attempt > MOST_ATTEMPTS ? missingModule(TOO_MUCH(path)) : begin(path)
    loaded.set(path, started.imported)
    depth++
    try {
      started.run()
      return started.imported
    } catch (error) {
      loaded.delete(path)
      throw error
    } finally {
      depth--
    }
  }
  const evaluateAll = (path: string): Imported => {
    waiting.push(path)
    try {
      for (let next = waiting.at(-1); next !== undefined; next = waiting.at(-1)) {
        try {
          if (!loaded.has(next)) evaluate(next)
          waiting.pop()
        } catch (error) {
          if (error instanceof TooNested) waiting.push(error.path)
          // The stack: code nested thousands of levels deep.
          else if (error instanceof RangeError) loaded.set(next, missingModule(TOO_MUCH(next)).imported)
          else throw error
        }
      }
    } finally {
      waiting.length = 0
    }
    return loaded.get(path) ?? missingModule(TOO_MUCH(path)).imported
  }
  return path => {
    const before = loaded.get(path)
    if (before) return before
    if (depth === 0) return evaluateAll(path)
    if (waiting.includes(path)) return missingModule(IN_A_CIRCLE(path)).imported
    if (depth >= DEEPEST) throw new TooNested(path)
    return evaluate(path)
  }
}

const TOO_MUCH = (path: string): Missing => ({
  path,
  why: 'which takes too many steps to be read',
  reason: 'limit',
})
const IN_A_CIRCLE = (path: string): Missing => ({ path, why: 'which imports this one in a circle' })
