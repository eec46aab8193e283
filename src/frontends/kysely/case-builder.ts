/** `case … when … then … end`: https://kysely-org.github.io/kysely-apidoc/classes/CaseBuilder.html */
import { isGiven, type Given } from '../typescript/given.ts'
import { hostValue } from '../typescript/value-tools.ts'
import type { HostMethod, Value } from '../typescript/values.ts'
import { expressionValue } from './expression-host.ts'
import { conditionOf, referenceOf, valueOf } from './expressions.ts'
import { tree, unreadable, type Part } from './parts.ts'
import { saidBy, type Kit, type Said } from './said.ts'

/** `eb.case()`, `eb.case(column)` */
export function caseValue(said: Said): Value {
  const [of] = said.args
  const head = isGiven(of) ? tree(said.span, 'case ', referenceOf(of, said)) : 'case'
  return builder(head, said.kit)
}

function builder(written: Part, kit: Kit): Value {
  const add =
    (write: (said: Said) => readonly Part[]): HostMethod =>
    call =>
      builder(tree(call.span, written, ...write(saidBy(call, kit))), kit)
  const end =
    (word: string): HostMethod =>
    call =>
      expressionValue(tree(call.span, written, word), call.span, kit)
  return hostValue({
    name: 'case',
    reachesDatabase: false,
    methods: {
      when: add(said => [' when ', conditionOf(said.args, said)]),
      then: add(said => [' then ', resultOf(said.args[0], said)]),
      else: add(said => [' else ', resultOf(said.args[0], said)]),
      end: end(' end'),
      endCase: end(' end case'),
    },
  })
}

/** Numbers, booleans and null are written out. */
function resultOf(given: Given | undefined, said: Said): Part {
  if (!given) return unreadable('a result is missing', 'unknown call')
  const { value } = given
  const isSafe = value.kind === 'primitive' && value.value !== undefined && typeof value.value !== 'bigint'
  return isSafe ? { part: 'parameter', given, immediate: true } : valueOf(given, said)
}
