/** Which classes are TypeORM migrations, told from the syntax tree. */
import type { MigrationSource } from '../project-files.ts'
import { topLevelClasses } from '../typescript/find-modules.ts'
import type { Module } from '../typescript/module.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { keyName, type ClassNode, type Method, type Pattern } from '../typescript/nodes.ts'
import { sourceOf } from '../typescript/spans.ts'
import type { Value } from '../typescript/values.ts'

/** The migrations of a module, and the classes that are one if what they extend is. */
export function migrationClasses(module: Module): readonly ClassNode[] {
  return topLevelClasses(module).filter(
    node => node.abstract !== true && (isMigration(module, node) || mayInherit(node)),
  )
}

/** Whether a class is one by itself, or by the `up` that its object has from a class that it extends. */
export function isOrInherits(module: Module, node: ClassNode, up: Value): boolean {
  if (isMigration(module, node)) return true
  const parameter = up.kind === 'function' && up.home ? up.node.params[0] : undefined
  return parameter !== undefined && up.kind === 'function' && takesQueryRunner(up.at.file, parameter) !== 'no'
}

/** Named as TypeORM wants it, with thirteen digits. */
function mayInherit({ superClass, id }: ClassNode): boolean {
  return Boolean(superClass) && /\D\d{13}$/u.test(id?.name ?? '')
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
  const answer = parameter ? takesQueryRunner(module.file, parameter) : 'no'
  return answer === 'yes' || (answer === 'by its name' && methodNamed(node, 'down') !== undefined)
}

function takesQueryRunner(file: SourceFile, parameter: Pattern): 'yes' | 'by its name' | 'no' {
  if (parameter.type !== 'Identifier') return 'no'
  const annotation = parameter.typeAnnotation
  if (annotation) return /^:\s*(?:\w+\.)?QueryRunner$/u.test(sourceOf(file, annotation)) ? 'yes' : 'no'
  return /^_?queryRunner$/u.test(parameter.name) ? 'by its name' : 'no'
}

function methodNamed(node: ClassNode, name: string): Method | undefined {
  return node.body.body.find(
    (member): member is Method =>
      member.type === 'MethodDefinition' && !member.static && keyName(member.key, member.computed) === name,
  )
}
