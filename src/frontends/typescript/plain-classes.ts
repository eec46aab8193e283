/** Modules that do nothing but export classes: what such a class is can be told from its syntax, without running it. */
import { keyName, unwrap, type ClassNode, type Expression, type Statement } from './nodes.ts'
import type { Module } from './module.ts'

/** The classes that such a module exports by their names; undefined for any other module. */
export function plainClasses({ program, errors }: Module): readonly ClassNode[] | undefined {
  if (errors.length > 0) return undefined
  const classes: ClassNode[] = []
  for (const statement of program.body) {
    const exported = exportedClass(statement)
    if (exported) classes.push(exported)
    else if (!doesNothing(statement)) return undefined
  }
  return classes
}

/**
 * What the fields of an object of the class hold that are written as plain values; undefined where a class that it
 * extends, a constructor or an accessor has a say in it.
 */
export function plainFields(node: ClassNode): ReadonlyMap<string, unknown> | undefined {
  if (node.superClass) return undefined
  const fields = new Map<string, unknown>()
  for (const member of node.body.body) {
    if (member.type === 'MethodDefinition' && member.kind === 'method' && !member.computed) continue
    if (member.type !== 'PropertyDefinition' || member.static || member.computed) return undefined
    const name = keyName(member.key, false)
    const value = member.value ? unwrap(member.value) : undefined
    if (name === undefined || value?.type !== 'Literal') return undefined
    fields.set(name, value.value)
  }
  return fields
}

function exportedClass(statement: Statement): ClassNode | undefined {
  if (statement.type !== 'ExportNamedDeclaration' || statement.source) return undefined
  const { declaration, specifiers } = statement
  const isAlone = declaration?.type === 'ClassDeclaration' && specifiers.length === 0
  return isAlone && runsNothing(declaration) ? declaration : undefined
}

/** Its declaration evaluates no expression. */
function runsNothing({ superClass, body }: ClassNode): boolean {
  return (
    !superClass &&
    body.body.every(member => member.type !== 'StaticBlock' && !member.static && !member.computed)
  )
}

function doesNothing(statement: Statement): boolean {
  if (statement.type === 'ImportDeclaration') return true
  return (
    statement.type === 'VariableDeclaration' &&
    statement.kind === 'const' &&
    statement.declarations.every(({ id, init }) => id.type === 'Identifier' && init && isPlain(init))
  )
}

function isPlain(expression: Expression): boolean {
  const value = unwrap(expression)
  if (value.type === 'Literal') return true
  return value.type === 'TemplateLiteral' && value.expressions.length === 0
}
