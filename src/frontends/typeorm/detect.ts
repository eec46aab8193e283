/** Which classes are TypeORM migrations, told from the syntax tree. */
import type { MigrationSource } from '../project-files.ts'
import { topLevelClasses } from '../typescript/find-modules.ts'
import type { Module } from '../typescript/module.ts'
import { keyName, type ClassNode, type Method } from '../typescript/nodes.ts'
import { sourceOf } from '../typescript/spans.ts'

/** The migrations of a module. */
export function migrationClasses(module: Module): readonly ClassNode[] {
  return topLevelClasses(module).filter(node => node.abstract !== true && isMigration(module, node))
}

/** The class of a migration that was found in a module. */
export function classOf(module: Module, { layout = '0' }: MigrationSource): ClassNode | undefined {
  return migrationClasses(module)[Number.parseInt(layout, 10)]
}

/** A class that says so, whose `up` takes a `QueryRunner`, or, compiled, whose `up` and `down` take a `queryRunner`. */
function isMigration(module: Module, node: ClassNode): boolean {
  const up = methodNamed(node, 'up')
  const implemented = node.implements?.some(each =>
    /\bMigrationInterface$/u.test(sourceOf(module.file, each.expression)),
  )
  if (implemented) return true
  const parameter = up?.value.params[0]
  if (parameter?.type !== 'Identifier') return false
  const annotation = parameter.typeAnnotation
  if (annotation) return /^:\s*(?:\w+\.)?QueryRunner$/u.test(sourceOf(module.file, annotation))
  return /^_?queryRunner$/u.test(parameter.name) && methodNamed(node, 'down') !== undefined
}

function methodNamed(node: ClassNode, name: string): Method | undefined {
  return node.body.body.find(
    (member): member is Method =>
      member.type === 'MethodDefinition' && !member.static && keyName(member.key, member.computed) === name,
  )
}
