/** Ways into JSON: https://kysely-org.github.io/kysely-apidoc/classes/JSONPathBuilder.html */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { textIn, type Given } from '../typescript/given.ts'
import { hostValue } from '../typescript/value-tools.ts'
import type { HostMethod, Value } from '../typescript/values.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { aliasOf } from './expression-host.ts'
import { referenceNamed } from './names.ts'
import { tree, unreadable, type Part, type SqlHost } from './parts.ts'
import { saidBy, type Said } from './said.ts'

interface Leg {
  readonly kind: 'key' | 'at'
  readonly given: Given
}

/** The words around the legs: `->'a'->>0`, or `->'$."a"[0]'`. */
type Write = (legs: readonly Leg[], span: Span) => Part

/** `eb.ref(column, '->')`, `eb.ref(column, '->>$')` */
export function jsonReference(said: Said): Value {
  const [column, operator] = said.args
  const word = textIn(operator)
  const from = column ? referenceNamed(textOfGiven(column), column.span) : unreadable('the column is missing')
  if (word === '->' || word === '->>')
    return pathValue((legs, span) => tree(span, from, ...chain(legs, word)), [], said)
  if (word === '->$' || word === '->>$') {
    return pathValue((legs, span) => tree(span, from, word.slice(0, -1), path(legs, span)), [], said)
  }
  return pathValue(() => unreadable('the operator of eb.ref() is not known', 'unknown call'), [], said)
}

/** `eb.jsonPath()` */
export function jsonPath(said: Said): Value {
  return pathValue(path, [], said)
}

function pathValue(write: Write, legs: readonly Leg[], { span, kit }: Pick<Said, 'span' | 'kit'>): Value {
  const part = (): Part => write(legs, span)
  const leg =
    (kind: Leg['kind']): HostMethod =>
    call => {
      const [given] = saidBy(call, kit).args
      return pathValue(write, given ? [...legs, { kind, given }] : legs, { span: call.span, kit })
    }
  const same: HostMethod = call => call.self
  const host: SqlHost = {
    name: 'the JSON path',
    reachesDatabase: false,
    embed: part,
    methods: {
      key: leg('key'),
      at: leg('at'),
      as: call => aliasOf(part(), saidBy(call, kit).args[0], saidBy(call, kit)),
      $castTo: same,
      $notNull: same,
    },
  }
  return hostValue(host)
}

/** All but the last step give JSON. */
function chain(legs: readonly Leg[], last: string): readonly Part[] {
  return legs.flatMap(({ given }, i): readonly Part[] => [
    i === legs.length - 1 ? last : '->',
    { part: 'parameter', given, immediate: true },
  ])
}

function path(legs: readonly Leg[], span: Span): Part {
  const words = legs.flatMap(({ kind, given }): readonly (string | MappedText)[] => {
    const { text } = textOfGiven(given)
    if (kind === 'at') return ['[', standingFor(text.replaceAll("'", "''"), given.span), ']']
    const member = text.replaceAll("'", "''").replaceAll('"', '\\"')
    return ['."', standingFor(member, given.span), '"']
  })
  return tree(span, "'$", ...words, "'")
}
