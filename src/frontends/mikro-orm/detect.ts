/** Which classes are MikroORM migrations: those that a module exports and that extend the framework's class. */
import type { Evaluation } from '../typescript/evaluate.ts'
import { methodOf } from '../typescript/members.ts'
import { keyName, type Member, type Node } from '../typescript/nodes.ts'
import { childrenOf } from '../typescript/tree.ts'
import { frameworkParent } from '../typescript/value-tools.ts'
import type { ClassValue } from '../typescript/values.ts'

/** A quick look before a file is parsed. */
export function mayHaveMigration(text: string): boolean {
  return (
    /\bup\b/u.test(text) &&
    /\bextends\b/u.test(text) &&
    /mikro-orm|addSql|\bextends\s+[\w.]*Migration/u.test(text)
  )
}

/** Packages that hand the framework's class on: its own and those of frameworks built on it. */
export function isOfFramework(specifier: string): boolean {
  return /^@mikro-orm\/migrations$|^@?[^.].*\/mikro-orm\/migrations$/u.test(specifier)
}

/** The migrations that a module exports. */
export function exportedMigrations({ exports }: Evaluation): readonly ClassValue[] {
  const classes = [...exports.values()].flatMap(value => (value.kind === 'class' ? [value] : []))
  const whole = exports.get('default')
  const inside = whole?.kind === 'object' ? [...whole.properties.value.values()] : []
  const all = [...classes, ...inside.flatMap(value => (value.kind === 'class' ? [value] : []))]
  return [...new Map(all.map(each => [each.node, each])).values()].filter(isMigration)
}

function isMigration(made: ClassValue): boolean {
  if (made.node.abstract === true || !hasUp(made)) return false
  return frameworkParent(made) !== undefined || (hasUnknownBase(made) && usesAddSql(made.node))
}

function hasUp(made: ClassValue): boolean {
  if (methodOf(made, 'up', false)) return true
  return made.node.body.body.some(
    member =>
      member.type === 'PropertyDefinition' && !member.static && keyName(member.key, member.computed) === 'up',
  )
}

/** Whether a class extends one that stands in a file that is not read. */
export function hasUnknownBase({ parent }: ClassValue): boolean {
  return parent?.kind === 'class' ? hasUnknownBase(parent) : parent?.kind === 'unknown'
}

/** `this.addSql` somewhere in the class. */
function usesAddSql(node: Node): boolean {
  if (
    isMember(node) &&
    node.object.type === 'ThisExpression' &&
    keyName(node.property, node.computed) === 'addSql'
  ) {
    return true
  }
  return childrenOf(node).some(usesAddSql)
}

function isMember(node: Node): node is Member {
  return node.type === 'MemberExpression'
}
