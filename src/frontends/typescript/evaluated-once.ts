/** Finding and reading look at the same modules: each is evaluated once for a project. */
import type { ProjectFiles } from '../project-files.ts'
import type { Module } from './module.ts'

/** The same function, which remembers what it gave for a module; other files may make another thing of it. */
export function evaluatedOnce<T>(
  evaluate: (module: Module, files: ProjectFiles) => T,
): (module: Module, files: ProjectFiles) => T {
  const known = new WeakMap<Module, { readonly files: ProjectFiles; readonly value: T }>()
  return (module, files) => {
    const before = known.get(module)
    if (before?.files === files) return before.value
    const value = evaluate(module, files)
    known.set(module, { files, value })
    return value
  }
}
