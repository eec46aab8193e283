/** `eb`: https://kysely-org.github.io/kysely-apidoc/interfaces/ExpressionBuilder.html */
import { isGiven } from '../typescript/given.ts'
import { hostValue } from '../typescript/value-tools.ts'
import type { HostMethod, HostObject, Value } from '../typescript/values.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { caseValue } from './case-builder.ts'
import { typeOf } from './columns.ts'
import { expressionValue, plainHost } from './expression-host.ts'
import { combined, comparison, conditionOf, expressionOf, referenceOf, valueOf } from './expressions.ts'
import { functionModule } from './functions.ts'
import { jsonPath, jsonReference } from './json-path.ts'
import { referenceNamed, tableOf } from './names.ts'
import { inParens, separated, tree, unreadable, type Part } from './parts.ts'
import { saidBy, type Kit, type Said } from './said.ts'

type Write = (said: Said) => Part

const missing = (): Part => unreadable('an argument is missing', 'unknown call')

const unary =
  (word: string, index = 0): Write =>
  said => {
    const of = said.args[index]
    return of ? tree(said.span, word, referenceOf(of, said)) : missing()
  }

const between =
  (word: string): Write =>
  said => {
    const [of, low, high] = said.args
    if (!of || !low || !high) return missing()
    return tree(
      said.span,
      referenceOf(of, said),
      ` ${word} `,
      valueOf(low, said),
      ' and ',
      valueOf(high, said),
    )
  }

const binary: Write = said => {
  const [left, operator, right] = said.args
  return left && operator && right ? comparison(left, operator, right, said) : missing()
}

const value: Write = said => (said.args[0] ? valueOf(said.args[0], said) : missing())

/** The expressions that `eb` makes. */
const WRITERS: Readonly<Record<string, Write>> = {
  val: value,
  lit: ({ args: [given] }) => (given ? { part: 'parameter', given, immediate: true } : missing()),
  table: ({ args: [name] }) => (name ? tableOf(name, 'reference') : missing()),
  not: unary('not '),
  exists: unary('exists '),
  neg: unary('-'),
  unary: said => {
    const [operator] = said.args
    const word = operator && textOfGiven(operator).text
    return word === undefined ? missing() : unary(word === '-' ? '-' : `${word} `, 1)(said)
  },
  between: between('between'),
  betweenSymmetric: between('between symmetric'),
  tuple: said =>
    inParens(
      said.span,
      separated(
        said.span,
        said.args.map(each => valueOf(each, said)),
      ),
    ),
  refTuple: said =>
    inParens(
      said.span,
      separated(
        said.span,
        said.args.map(each => referenceOf(each, said)),
      ),
    ),
  cast: said => {
    const [of, type] = said.args
    return of && type ? tree(said.span, 'cast(', referenceOf(of, said), ' as ', typeOf(type), ')') : missing()
  },
}

/** What callbacks get, with what begins queries. */
export function expressionBuilder(kit: Kit, queries: Readonly<Record<string, HostMethod>>): Value {
  const made =
    (write: Write): HostMethod =>
    call =>
      expressionValue(write(saidBy(call, kit)), call.span, kit)
  const host: HostObject = {
    name: 'eb',
    reachesDatabase: false,
    properties: { fn: hostValue(functionModule(kit)) },
    otherwise: name => (name === 'eb' ? expressionBuilder(kit, queries) : undefined),
    apply: made(binary),
    methods: {
      ...Object.fromEntries(Object.entries(WRITERS).map(([name, write]) => [name, made(write)])),
      ...queries,
      case: call => caseValue(saidBy(call, kit)),
      ref: call => {
        const said = saidBy(call, kit)
        const [name, operator] = said.args
        if (isGiven(operator)) return jsonReference(said)
        const part = name ? referenceNamed(textOfGiven(name), name.span) : missing()
        return expressionValue(part, call.span, kit)
      },
      jsonPath: call => jsonPath(saidBy(call, kit)),
      and: made(said => combined(said.args[0], 'and', said)),
      or: made(said => combined(said.args[0], 'or', said)),
      parens: made(parenthesized),
    },
    otherCall: (name, call) =>
      name === 'withSchema'
        ? call.self
        : hostValue(plainHost(unreadable(`eb.${name}() is not known to this frontend`, 'unknown call'))),
  }
  return hostValue(host)
}

/** Lists of conditions have their parentheses already. */
function parenthesized(said: Said): Part {
  const [first] = said.args
  const part = said.args.length === 1 ? expressionOf(first, said) : conditionOf(said.args, said)
  const isInParens =
    typeof part !== 'string' &&
    'part' in part &&
    part.part === 'tree' &&
    part.parts[0] === '(' &&
    part.parts.at(-1) === ')'
  return isInParens ? part : inParens(said.span, part)
}
