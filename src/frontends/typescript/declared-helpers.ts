/** Helpers that cannot be followed: the configuration tells what they do to the database, as SQL. */
import { concatMapped, standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { CallSite, Interpreter } from './interpreter.ts'
import { createTracker } from './tracker.ts'
import { mappedOf, toStringValue, UNDEFINED, unknown } from './value-tools.ts'
import type { Value } from './values.ts'

/** What the call of a declared helper gives, once its SQL is recorded; undefined for what is not declared. */
export function declaredHelper(interpreter: Interpreter, site: CallSite): Value | undefined {
  const helpers = interpreter.files?.code?.helpers
  if (!helpers || !Object.hasOwn(helpers, site.callee)) return undefined
  const tracker = createTracker()
  const text = filledIn(interpreter, helpers[site.callee] ?? '', site)
  if (text.text.trim() !== '') {
    const { span, place } = site
    const circumstances = { flow: interpreter.flow.current(), tracker, place }
    interpreter.sink.addSql(text, 'together', circumstances, {
      resultUsed: site.resultUsed,
      call: span,
      bound: true,
      // The helper may do more than this for others: what it says is not changed from here.
      refine: operation => ({ ...operation, writtenAt: operation.writtenAt ?? span }),
    })
  }
  return {
    kind: 'promise',
    value: unknown('unknown call', `what ${site.callee}() gives is not known`),
    tracker,
  }
}

/** The SQL with the arguments in it; all of it stands at the call. */
function filledIn(interpreter: Interpreter, sql: string, site: CallSite): MappedText {
  const parts = sql.split(/(\{\d+(?:\.\w+)*\})/u)
  return concatMapped(
    parts.map((part, i) => (i % 2 === 0 ? standingFor(part, site.span) : argument(interpreter, part, site))),
  )
}

function argument(interpreter: Interpreter, placeholder: string, site: CallSite): MappedText {
  const [index, ...names] = placeholder.slice(1, -1).split('.')
  const value = names.reduce<Value>(
    (whole, name) => interpreter.property(whole, name, site.frame),
    site.args[Number(index)] ?? UNDEFINED,
  )
  const isMissing = value.kind === 'primitive' && (value.value ?? undefined) === undefined
  const known = isMissing ? unknown('run-time value', 'the argument is missing') : value
  return standingForCall(toStringValue(known, site.span, placeholder), site)
}

/** A name that the migration hands over stands at the call, as the statement around it does. */
function standingForCall(text: ReturnType<typeof toStringValue>, { span }: CallSite): MappedText {
  const mapped = mappedOf(text)
  const hasHole = mapped.pieces.some(piece => piece.hole !== undefined)
  return hasHole ? mapped : standingFor(mapped.text, span)
}
