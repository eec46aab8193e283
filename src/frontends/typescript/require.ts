/** `require`, also inside of functions: what it gives is evaluated when it is used. */
import { declareLazily } from './imports/lazy.ts'
import { underName } from './imports/missing.ts'
import type { Interpreter } from './interpreter.ts'
import { keyName, unwrap, type Call, type Expression, type Pattern } from './nodes.ts'
import { hasHoles } from './operators.ts'
import { lookUp } from './scope.ts'
import { mappedOf } from './value-tools.ts'
import type { Scope, Value } from './values.ts'

/** Whether a call is one of the `require` that every CommonJS module has. */
export function isRequire(node: Call, scope: Scope): boolean {
  const { callee } = node
  return callee.type === 'Identifier' && callee.name === 'require' && !lookUp(scope, 'require')
}

/** What `require` gives. */
export function required(interpreter: Interpreter, node: Call, scope: Scope): Value {
  const [argument] = node.arguments
  const name =
    argument && argument.type !== 'SpreadElement' ? interpreter.evaluate(argument, scope) : undefined
  const specifier = name?.kind === 'string' && !hasHoles(name) ? mappedOf(name).text : ''
  return interpreter.importModule(specifier, interpreter.file.path).whole()
}

/** Declares `const x = require('…')` and `const { x } = require('…')`, so that what is not used is not evaluated. */
export function bindRequired(
  interpreter: Interpreter,
  kind: string,
  pattern: Pattern,
  init: Expression,
  scope: Scope,
): boolean {
  const node = unwrap(init)
  // A `var` belongs to its function, which may be further out.
  if (node.type !== 'CallExpression' || !isRequire(node, scope) || (kind === 'var' && scope.parent))
    return false
  const names = boundNames(pattern)
  if (!names || node.arguments[0]?.type !== 'Literal') return false
  const { path } = interpreter.file
  const specifier = String(node.arguments[0].value)
  const whole = (): Value => interpreter.importModule(specifier, path).whole()
  for (const [name, property] of names) {
    declareLazily(scope, name, () => {
      const value = property === undefined ? whole() : interpreter.property(whole(), property, scope.frame)
      return value.kind === 'unknown' ? underName(value, name) : value
    })
  }
  return true
}

/** The variables of a pattern and the property that each of them gets; undefined for patterns that need more. */
function boundNames(pattern: Pattern): readonly (readonly [string, string | undefined])[] | undefined {
  if (pattern.type === 'Identifier') return [[pattern.name, undefined]]
  if (pattern.type !== 'ObjectPattern') return undefined
  const names = pattern.properties.map(each => {
    if (each.type === 'RestElement' || each.value.type !== 'Identifier') return undefined
    const property = keyName(each.key, each.computed)
    return property === undefined ? undefined : ([each.value.name, property] as const)
  })
  return names.every(each => each !== undefined) ? names : undefined
}
