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
  const { value: exported, isInitial } = moduleExports(scope)
  if (!exported) return new Map()
  if (exported.kind !== 'object') return new Map([['default', exported]])
  const properties = exported.properties.value
  return isInitial || properties.has('default')
    ? properties
    : new Map<string, Value>([['default', exported], ...properties])
}

/** `module.exports` as it is now, and whether it is still the object that it was in the beginning. */
export function moduleExports(scope: Scope): {
  readonly value: Value | undefined
  readonly isInitial: boolean
} {
  const module = scope.variables.get('module')?.value
  const value = module?.kind === 'object' ? module.properties.value.get('exports') : undefined
  return { value, isInitial: value === scope.variables.get('exports')?.value }
}
