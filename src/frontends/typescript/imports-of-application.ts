/** Modules of the application that a migration loads: they change later, the migration must not. */
import type { BareRemark } from '../../model/code-remark.ts'
import { folderOf } from '../paths.ts'
import { resolvePath } from './imports/project-paths.ts'
import type { Module } from './module.ts'
import type { ImportDeclaration } from './nodes.ts'
import { spanOfNode } from './spans.ts'

/** Remarks on the imports of a module that leave the migrations' folder and are used at run time. */
export function applicationImports({ file, program }: Module): readonly BareRemark[] {
  const leaving = program.body.flatMap(node => {
    if (node.type !== 'ImportDeclaration') return []
    const specifier = String(node.source.value)
    return isOfApplication(specifier, file.path) ? [{ node, specifier, names: valuesIn(node) }] : []
  })
  const used = leaving.length > 0 ? namesUsed(program.body) : new Set<string>()
  const loaded = leaving.flatMap(({ node, specifier, names }): readonly BareRemark[] => {
    const loading = names.filter(name => used.has(name))
    if (node.specifiers.length > 0 && loading.length === 0) return []
    return [{ kind: 'applicationImport', specifier, names: loading, span: spanOfNode(file, node) }]
  })
  const requires = REQUIRES.test(file.text) ? requiresIn(program.body) : []
  const required = requires.flatMap((node): readonly BareRemark[] => {
    const specifier = String(node.arguments[0].value)
    if (!isOfApplication(specifier, file.path)) return []
    return [{ kind: 'applicationImport', specifier, names: [], span: spanOfNode(file, node) }]
  })
  return [...loaded, ...required]
}

/** A quick look before the tree is gone through. */
const REQUIRES = /\brequire\b/u

/** What the compiler keeps of an import: not what is imported as a type. */
function valuesIn(node: ImportDeclaration): readonly string[] {
  if (node.importKind === 'type') return []
  return node.specifiers.flatMap(each => (each.importKind === 'type' ? [] : [each.local.name]))
}

/** Helpers of the migrations may lie beside their folder: `migration-helpers/`. */
const OF_MIGRATIONS = /(?:^|\/)[^/]*migration[^/]*\//iu

/** Relative paths that leave the migrations' folder, and the usual aliases of a project's own sources. */
function isOfApplication(specifier: string, path: string): boolean {
  if (/\.(?:sql|json|csv|txt|ya?ml)(?:\?.*)?$/u.test(specifier)) return false
  if (/^(?:[@~]\/|src\/)/u.test(specifier)) return !OF_MIGRATIONS.test(specifier)
  if (!specifier.startsWith('.')) return false
  const target = resolvePath(folderOf(path), specifier)
  const home = migrationsFolder(path)
  if (home === '') return target.startsWith('..')
  return !`${target}/`.startsWith(`${home}/`) && !OF_MIGRATIONS.test(target)
}

/** The nearest folder that is named for migrations, else the file's own. */
function migrationsFolder(path: string): string {
  const folder = folderOf(path)
  return /^(?:.*\/)?[^/]*migrations?(?=\/|$)/iu.exec(folder)?.[0] ?? folder
}

interface Require {
  readonly range: readonly [number, number]
  readonly arguments: readonly [{ readonly value: string }]
  readonly type: string
}

/** Calls of `require` with a text. */
function requiresIn(root: unknown): readonly Require[] {
  const found: Require[] = []
  visitNodes(root, node => {
    if (isRequire(node)) found.push(node)
  })
  return found
}

function isRequire(node: object): node is Require {
  if (!('type' in node) || node.type !== 'CallExpression' || !('callee' in node) || !('arguments' in node))
    return false
  const [argument, ...more]: readonly unknown[] = Array.isArray(node.arguments) ? node.arguments : []
  return isNamed(node.callee, 'require') && more.length === 0 && isText(argument)
}

function isNamed(node: unknown, name: string): boolean {
  return typeof node === 'object' && node !== null && 'name' in node && node.name === name
}

function isText(node: unknown): boolean {
  return typeof node === 'object' && node !== null && 'value' in node && typeof node.value === 'string'
}

/** Names that stand in the code as values: not in types, not in imports. */
function namesUsed(root: unknown): ReadonlySet<string> {
  const names = new Set<string>()
  visitNodes(root, node => {
    if ('type' in node && node.type === 'Identifier' && 'name' in node) names.add(String(node.name))
  })
  return names
}

/** Fields and nodes that exist for the compiler or the linter only; `parent` leads back. */
const PASSED_OVER: ReadonlySet<string> = new Set([
  'parent',
  'loc',
  'range',
  'typeAnnotation',
  'typeArguments',
  'typeParameters',
  'superTypeArguments',
  'returnType',
  'implements',
])
const TYPE_NODES: ReadonlySet<unknown> = new Set([
  'ImportDeclaration',
  'TSTypeAliasDeclaration',
  'TSInterfaceDeclaration',
])

/** Visits the nodes that are there at run time; a stack of its own, because code may be nested deeply. */
function visitNodes(root: unknown, visit: (node: object) => void): void {
  const open: unknown[] = [root]
  for (let value = open.pop(); value !== undefined || open.length > 0; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue
    if (!Array.isArray(value)) {
      if ('type' in value && TYPE_NODES.has(value.type)) continue
      visit(value)
    }
    for (const field of Object.keys(value)) {
      if (PASSED_OVER.has(field)) continue
      const child: unknown = Reflect.get(value, field)
      if (typeof child === 'object' && child !== null) open.push(child)
    }
  }
}
