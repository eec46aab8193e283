/** Finding migrations among the TypeScript and JavaScript files of a project. */
import type { ProjectFiles } from '../frontend.ts'
import type { Module } from './module.ts'
import { keyName, unwrap, type ClassNode, type Expression, type Statement } from './nodes.ts'

/** Files that may hold code that runs: no declarations, tests or stories. */
export function scriptPaths(files: ProjectFiles): readonly string[] {
  return files.paths.filter(
    path =>
      /\.[cm]?[jt]sx?$/u.test(path) && !/\.(?:d\.[cm]?ts|(?:test|spec|stories)\.[cm]?[jt]sx?)$/u.test(path),
  )
}

/** The modules of a project that pass a test on their syntax tree; only what `mayBe` matches is worth parsing. */
export function modulesWhere(
  files: ProjectFiles,
  mayBe: RegExp,
  holds: (module: Module) => boolean,
): readonly { readonly path: string; readonly module: Module }[] {
  return scriptPaths(files).flatMap(path => {
    const module = mayBe.test(files.read(path)?.text ?? '') ? files.module(path) : undefined
    return module && holds(module) ? [{ path, module }] : []
  })
}

/** Names that a module exports, as ES module or CommonJS, told from its top-level statements. */
export function exportedNames(module: Module): ReadonlySet<string> {
  return new Set(module.program.body.flatMap(namesOfStatement))
}

/** Classes declared, exported or assigned at the top level. */
export function topLevelClasses(module: Module): readonly ClassNode[] {
  return module.program.body.flatMap(statement => classesOf(statement))
}

function classesOf(statement: Statement): readonly ClassNode[] {
  switch (statement.type) {
    case 'ClassDeclaration':
      return [statement]
    case 'ExportNamedDeclaration':
      return statement.declaration ? classesOf(statement.declaration) : []
    case 'ExportDefaultDeclaration':
      return classIn(statement.declaration)
    case 'ExpressionStatement': {
      const { expression } = statement
      return expression.type === 'AssignmentExpression' ? classIn(expression.right) : []
    }
    case 'VariableDeclaration':
      return statement.declarations.flatMap(({ init }) => (init ? classIn(init) : []))
    default:
      return []
  }
}

function classIn(node: Expression): readonly ClassNode[] {
  const inner = unwrap(node)
  if (inner.type === 'ClassExpression' || inner.type === 'ClassDeclaration') return [inner]
  return inner.type === 'ObjectExpression'
    ? inner.properties.flatMap(each => (each.type === 'Property' ? classIn(each.value) : []))
    : []
}

function namesOfStatement(statement: Statement): readonly string[] {
  switch (statement.type) {
    case 'ExportDefaultDeclaration':
      return ['default']
    case 'ExportNamedDeclaration':
      return [
        ...statement.specifiers.map(({ exported }) =>
          exported.type === 'Identifier' ? exported.name : String(exported.value),
        ),
        ...(statement.declaration ? declaredIn(statement.declaration) : []),
      ]
    case 'ExpressionStatement':
      return assignedTo(statement.expression)
    default:
      return []
  }
}

function declaredIn(statement: Statement): readonly string[] {
  if (statement.type === 'VariableDeclaration') {
    return statement.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
  }
  return (statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration') && statement.id
    ? [statement.id.name]
    : []
}

/** `exports.up = …`, `module.exports.up = …`, `module.exports = { up }`, also chained as compilers write them. */
function assignedTo(expression: Expression): readonly string[] {
  if (expression.type !== 'AssignmentExpression') return []
  const { left, right } = expression
  const further = assignedTo(right)
  if (left.type !== 'MemberExpression' || left.object.type === 'Super') return further
  const name = keyName(left.property, left.computed)
  if (name === undefined) return further
  if (isExports(left.object)) return [name, ...further]
  if (left.object.type !== 'Identifier' || left.object.name !== 'module' || name !== 'exports') return further
  const value = unwrap(right)
  const properties = value.type === 'ObjectExpression' ? value.properties : []
  return [
    'default',
    ...properties.flatMap(each => (each.type === 'Property' ? [keyName(each.key, each.computed) ?? ''] : [])),
  ]
}

function isExports(node: Expression): boolean {
  if (node.type === 'Identifier') return node.name === 'exports'
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    keyName(node.property, node.computed) === 'exports'
  )
}
