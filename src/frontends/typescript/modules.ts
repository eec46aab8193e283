/** Imports and exports, of ES modules, CommonJS and compiled TypeScript. */
import { classValue } from './functions.ts'
import type { Completion, Interpreter } from './interpreter.ts'
import type {
  ExportAssignment,
  ExportDefault,
  ExportNamed,
  Identifier,
  ImportDeclaration,
  ImportEquals,
  Literal,
  Pattern,
  Statement,
} from './nodes.ts'
import { declare, lookUp } from './scope.ts'
import type { Scope, Value } from './values.ts'

/** Declares what is imported. */
export function importDeclaration(
  interpreter: Interpreter,
  node: ImportDeclaration,
  scope: Scope,
): Completion {
  const source = interpreter.importModule(String(node.source.value))
  for (const specifier of node.specifiers) {
    const name = specifier.imported ? nameOf(specifier.imported) : 'default'
    const isWhole = specifier.type === 'ImportNamespaceSpecifier' || source.kind === 'string'
    const value = isWhole ? source : interpreter.property(source, name, scope.frame)
    declare(scope, specifier.local.name, withSource(value, specifier.local.name))
  }
  return undefined
}

/** Placeholders for an imported value show the name it has here. */
function withSource(value: Value, source: string): Value {
  if (value.kind !== 'unknown') return value
  return value.remedy === undefined
    ? { ...value, message: `${source} comes from another file`, source }
    : { ...value, source }
}

/** `import x = require('…')`. */
export function importEquals(interpreter: Interpreter, node: ImportEquals, scope: Scope): Completion {
  const { expression } = node.moduleReference
  const isText = expression?.type === 'Literal' && typeof expression.value === 'string'
  declare(scope, node.id.name, interpreter.importModule(isText ? String(expression.value) : ''))
  return undefined
}

/** `export const x = …`, `export { x as y }`. */
export function exportNamed(interpreter: Interpreter, node: ExportNamed, scope: Scope): Completion {
  if (node.declaration) {
    interpreter.execute(node.declaration, scope)
    for (const name of declaredNames(node.declaration)) {
      const cell = lookUp(scope, name)
      if (cell) interpreter.exports.set(name, cell.value)
    }
  }
  const source = node.source ? interpreter.importModule(String(node.source.value)) : undefined
  for (const { local, exported } of node.specifiers) {
    const value = source
      ? interpreter.property(source, nameOf(local), scope.frame)
      : lookUp(scope, nameOf(local))?.value
    if (value) interpreter.exports.set(nameOf(exported), value)
  }
  return undefined
}

/** `export default …`. */
export function exportDefault(interpreter: Interpreter, node: ExportDefault, scope: Scope): Completion {
  const { declaration } = node
  const isClass = declaration.type === 'ClassDeclaration'
  const value = isClass
    ? classValue(interpreter, declaration, scope)
    : interpreter.evaluate(declaration, scope)
  const id = isClass || declaration.type === 'FunctionDeclaration' ? declaration.id : undefined
  if (id) declare(scope, id.name, value)
  interpreter.exports.set('default', value)
  return undefined
}

/** `export = …`. */
export function exportAssignment(interpreter: Interpreter, node: ExportAssignment, scope: Scope): Completion {
  interpreter.exports.set('default', interpreter.evaluate(node.expression, scope))
  return undefined
}

function declaredNames(node: Statement): readonly string[] {
  if (node.type === 'VariableDeclaration') return node.declarations.flatMap(({ id }) => patternNames(id))
  if (node.type === 'TSEnumDeclaration') return [node.id.name]
  if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') {
    return node.id ? [node.id.name] : []
  }
  return []
}

function patternNames(pattern: Pattern): readonly string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name]
    case 'ObjectPattern':
      return pattern.properties.flatMap(each =>
        patternNames(each.type === 'RestElement' ? each.argument : each.value),
      )
    case 'ArrayPattern':
      return pattern.elements.flatMap(each => (each ? patternNames(each) : []))
    case 'AssignmentPattern':
      return patternNames(pattern.left)
    default:
      return []
  }
}

function nameOf(node: Identifier | Literal): string {
  return node.type === 'Identifier' ? node.name : String(node.value)
}
