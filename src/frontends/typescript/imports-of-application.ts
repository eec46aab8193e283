/** Modules of the application that a migration loads: they change later, the migration must not. */
import type { BareRemark } from '../../model/code-remark.ts'
import { folderOf } from '../paths.ts'
import { resolvePath } from './imports/project-paths.ts'
import type { Module } from './module.ts'
import type { ImportDeclaration } from './nodes.ts'
import { spanOfNode } from './spans.ts'

/** Remarks on the imports of a module that leave the migrations' folder and are used at run time. */
export function applicationImports({ file, program }: Module): readonly BareRemark[] {
  const used = namesUsed(program.body)
  const loaded = program.body.flatMap((node): readonly BareRemark[] => {
    if (node.type !== 'ImportDeclaration') return []
    const specifier = String(node.source.value)
    const names = valuesIn(node)
    const isLoaded = node.specifiers.length === 0 || names.some(name => used.has(name))
    if (!isLoaded || !isOfApplication(specifier, file.path)) return []
    return [
      {
        kind: 'applicationImport',
        specifier,
        names: names.filter(name => used.has(name)),
        span: spanOfNode(file, node),
      },
    ]
  })
  const required = requiresIn(program.body).flatMap((node): readonly BareRemark[] => {
    const specifier = String(node.arguments[0].value)
    if (!isOfApplication(specifier, file.path)) return []
    return [{ kind: 'applicationImport', specifier, names: [], span: spanOfNode(file, node) }]
  })
  return [...loaded, ...required]
}

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
const PASSED_OVER =
  /^(?:parent|loc|typeAnnotation|typeArguments|typeParameters|superTypeArguments|returnType|implements)$/u
const TYPE_NODES = /^(?:ImportDeclaration|TSTypeAliasDeclaration|TSInterfaceDeclaration)$/u

/** Visits the nodes that are there at run time; a stack of its own, because code may be nested deeply. */
function visitNodes(root: unknown, visit: (node: object) => void): void {
  const open: unknown[] = [root]
  for (let value = open.pop(); value !== undefined || open.length > 0; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue
    if (!Array.isArray(value)) {
      if ('type' in value && TYPE_NODES.test(String(value.type))) continue
      visit(value)
    }
    for (const [field, child] of Object.entries(value)) if (!PASSED_OVER.test(field)) open.push(child)
  }
}
