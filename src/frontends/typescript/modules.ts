/** Imports and exports, of ES modules, CommonJS and compiled TypeScript. */
import { classValue } from './functions.ts'
import type { Imported } from './imports/imported.ts'
import { declareLazily } from './imports/lazy.ts'
import { underName } from './imports/missing.ts'
import type { Completion, Interpreter } from './interpreter.ts'
import type {
  ExportAll,
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
import { setProperty } from './patterns.ts'
import { declare, lookUp } from './scope.ts'
import type { Scope, Value } from './values.ts'

/** Declares the imports and exports of a module before its statements run: what they are worth is seen when it is used. */
export function linkModule(interpreter: Interpreter, body: readonly Statement[], scope: Scope): void {
  for (const node of body) {
    if (node.type === 'ImportDeclaration') declareImports(interpreter, node, scope)
    else if (node.type === 'ExportNamedDeclaration') declareExports(interpreter, node, scope)
    else if (node.type === 'ExportAllDeclaration') passOn(interpreter, node)
  }
}

function declareImports(interpreter: Interpreter, node: ImportDeclaration, scope: Scope): void {
  const source = sourceOf(interpreter, node.source)
  for (const { type, imported, local } of node.specifiers) {
    const name = imported ? nameOf(imported) : 'default'
    declareLazily(scope, local.name, () => {
      const value = type === 'ImportNamespaceSpecifier' ? source().namespace() : source().get(name)
      return withSource(value, local.name)
    })
  }
}

/** Placeholders for an imported value show the name it has here. */
function withSource(value: Value, source: string): Value {
  return value.kind === 'unknown' ? underName(value, source) : value
}

/** The module that is named in an import; looked for when something of it is used. */
function sourceOf(interpreter: Interpreter, { value }: Literal): () => Imported {
  const { path } = interpreter.file
  let found: Imported | undefined
  return () => (found ??= interpreter.importModule(String(value), path))
}

function declareExports(interpreter: Interpreter, node: ExportNamed, scope: Scope): void {
  const { own } = interpreter.exports
  for (const name of node.declaration ? declaredNames(node.declaration) : []) {
    own.set(name, () => scope.variables.get(name)?.value)
  }
  const source = node.source ? sourceOf(interpreter, node.source) : undefined
  for (const { local, exported } of node.specifiers) {
    const name = nameOf(local)
    own.set(nameOf(exported), () => (source ? source().get(name) : lookUp(scope, name)?.value))
  }
}

function passOn(interpreter: Interpreter, node: ExportAll): void {
  const source = sourceOf(interpreter, node.source)
  if (node.exported) interpreter.exports.own.set(nameOf(node.exported), () => source().namespace())
  else interpreter.exports.stars.push(source)
}

/** `import x = require('…')`. */
export function importEquals(interpreter: Interpreter, node: ImportEquals, scope: Scope): Completion {
  const { expression } = node.moduleReference
  if (expression?.type !== 'Literal') return undefined
  const source = sourceOf(interpreter, expression)
  const { name } = node.id
  declareLazily(scope, name, () => withSource(source().whole(), name))
  return undefined
}

/** `export const x = …`. */
export function exportNamed(interpreter: Interpreter, node: ExportNamed, scope: Scope): Completion {
  if (node.declaration) interpreter.execute(node.declaration, scope)
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
  interpreter.exports.own.set('default', () => value)
  return undefined
}

/** `export = …`. */
export function exportAssignment(interpreter: Interpreter, node: ExportAssignment, scope: Scope): Completion {
  const module = lookUp(scope, 'module')?.value
  if (module) setProperty(interpreter, module, 'exports', interpreter.evaluate(node.expression, scope))
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
