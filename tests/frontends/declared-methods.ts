/** The methods that the types of a framework declare: what its documentation says can be called. */
import { readFileSync } from 'node:fs'
import ts from 'typescript'

/** The names of the methods of an interface, of all its declarations in a file, and of those that it extends there. */
export function declaredMethods(path: string, name: string): readonly string[] {
  const interfaces = interfacesIn(
    ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true),
  )
  return methodsOf(interfaces, name, path)
}

function methodsOf(
  interfaces: readonly ts.InterfaceDeclaration[],
  name: string,
  path: string,
): readonly string[] {
  const declarations = interfaces.filter(each => each.name.text === name)
  if (declarations.length === 0) throw new RangeError(`${path} declares no ${name}`)
  const methods = declarations.flatMap(({ members }) => members.flatMap(memberName))
  const parents = declarations.flatMap(({ heritageClauses = [] }) =>
    heritageClauses.flatMap(({ types }) => types.map(({ expression }) => expression.getText())),
  )
  const inherited = parents
    .filter(parent => interfaces.some(each => each.name.text === parent))
    .flatMap(parent => methodsOf(interfaces, parent, path))
  return [...new Set([...methods, ...inherited])].sort()
}

function interfacesIn(node: ts.Node): readonly ts.InterfaceDeclaration[] {
  const found: ts.InterfaceDeclaration[] = []
  const visit = (each: ts.Node): void => {
    if (ts.isInterfaceDeclaration(each)) found.push(each)
    ts.forEachChild(each, visit)
  }
  visit(node)
  return found
}

/** Methods, and properties whose type can be called. */
function memberName(member: ts.TypeElement): readonly string[] {
  const { name } = member
  if (!name || !(ts.isIdentifier(name) || ts.isStringLiteral(name))) return []
  if (ts.isMethodSignature(member)) return [name.text]
  return ts.isPropertySignature(member) ? [name.text] : []
}
