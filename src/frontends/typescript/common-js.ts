/** The `module` and `exports` of CommonJS, and what a module leaves in them. */
import { declare } from './scope.ts'
import { objectValue } from './value-tools.ts'
import type { Frame, Scope, Value } from './values.ts'

/** The outermost scope of a module. */
export function moduleScope(frame: Frame): Scope {
  const scope: Scope = { variables: new Map(), frame }
  const exported = objectValue({})
  declare(scope, 'exports', exported)
  declare(scope, 'module', objectValue({ exports: exported }))
  return scope
}

/** What `module.exports` holds at the end: its properties, and itself as `default` when it was replaced. */
export function exportsOf(scope: Scope): ReadonlyMap<string, Value> {
  const module = scope.variables.get('module')?.value
  const exported = module?.kind === 'object' ? module.properties.value.get('exports') : undefined
  if (!exported) return new Map()
  if (exported.kind !== 'object') return new Map([['default', exported]])
  const initial = scope.variables.get('exports')?.value
  const properties = exported.properties.value
  return exported === initial || properties.has('default')
    ? properties
    : new Map<string, Value>([['default', exported], ...properties])
}
