/** Expressions as objects: https://kysely-org.github.io/kysely-apidoc/classes/ExpressionWrapper.html */
import type { Span } from '../../source/span.ts'
import { isGiven, type Given } from '../typescript/given.ts'
import { hostValue } from '../typescript/value-tools.ts'
import type { HostMethod, Value } from '../typescript/values.ts'
import { conditionOf } from './expressions.ts'
import { identifier } from './names.ts'
import { inParens, operand, partOf, tree, type Part, type SqlHost } from './parts.ts'
import { saidBy, type Kit, type Said } from './said.ts'

/** An expression with a name for its result. */
export function aliasOf(part: Part, alias: Given | undefined, { span }: Said): Value {
  const name = isGiven(alias) ? (partOf(alias.value) ?? identifier(alias)) : ''
  return hostValue(plainHost(tree(span, operand(part), ' as ', name)))
}

/** SQL that can only be a part of something. */
export function plainHost(part: Part): SqlHost {
  return { name: 'the expression', reachesDatabase: false, embed: () => part, otherwise: () => undefined }
}

/** An expression that can be named and joined with others; `or` and `and` are written in parentheses. */
export function expressionValue(part: Part, span: Span, kit: Kit, joinedBy?: 'or' | 'and'): Value {
  const join =
    (word: 'or' | 'and'): HostMethod =>
    call => {
      const said = saidBy(call, kit)
      const both = tree(call.span, part, ` ${word} `, conditionOf(said.args, said))
      return expressionValue(both, call.span, kit, word)
    }
  const same: HostMethod = call => call.self
  const embed = (): Part => (joinedBy ? inParens(span, part) : part)
  const host: SqlHost = {
    name: 'the expression',
    reachesDatabase: false,
    embed,
    methods: {
      as: call => aliasOf(embed(), saidBy(call, kit).args[0], saidBy(call, kit)),
      $castTo: same,
      $notNull: same,
      toOperationNode: same,
      ...(joinedBy === 'and' ? {} : { or: join('or') }),
      ...(joinedBy === 'or' ? {} : { and: join('and') }),
    },
  }
  return hostValue(host)
}
