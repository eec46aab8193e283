/** `changeColumn(table, name, spec)`: up to four statements, as db-migrate-pg sends them one after the other. */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { is, option, type Given } from '../typescript/given.ts'
import { truthOf } from '../typescript/value-tools.ts'
import type { HostCall, Value } from '../typescript/values.ts'
import { textOfGiven, write } from '../typescript/written-sql.ts'
import { valueOf } from './columns.ts'
import { typeName } from './data-types.ts'
import { argumentsOf, quoted, refuse, send } from './sending.ts'

/** What is changed. */
interface Changed {
  readonly table: Given
  readonly name: Given
  readonly spec: Given
  readonly span: Span
}

/** What the specification does not say is taken away: NOT NULL and the default. */
export function changeColumn(call: HostCall): Value {
  const args = argumentsOf(call)
  const [table, name, spec] = args.given
  const isKnown = spec?.value.kind === 'object' && !spec.value.open
  if (!table || !name || !isKnown) return refuse(call, 'What the column is changed to is not known', args)
  const changed: Changed = { table, name, spec, span: call.span }
  const statements = [nullable(changed), ...unique(changed), standard(changed), ...type(changed)]
  return send(call, statements, args)
}

function alter({ table, name, span }: Changed, ...words: readonly (string | MappedText)[]): MappedText {
  return write(span, 'ALTER TABLE ', quoted(table, span), ' ALTER COLUMN ', quoted(name, span), ' ', ...words)
}

function nullable(changed: Changed): MappedText {
  return alter(changed, is(option(changed.spec, 'notNull'), true) ? 'SET NOT NULL' : 'DROP NOT NULL')
}

function unique({ table, name, spec, span }: Changed): readonly MappedText[] {
  const given = option(spec, 'unique')
  const key = write(span, '"', textOfGiven(table), '_', textOfGiven(name), '_key"')
  const head = write(span, 'ALTER TABLE ', quoted(table, span))
  if (is(given, true))
    return [write(span, head, ' ADD CONSTRAINT ', key, ' UNIQUE (', quoted(name, span), ')')]
  return is(given, false) ? [write(span, head, ' DROP CONSTRAINT ', key)] : []
}

function standard(changed: Changed): MappedText {
  const given = option(changed.spec, 'defaultValue')
  const isAbsent = !given || (given.value.kind === 'primitive' && given.value.value === undefined)
  return isAbsent ? alter(changed, 'DROP DEFAULT') : alter(changed, 'SET DEFAULT ', valueOf(given))
}

function type(changed: Changed): readonly MappedText[] {
  const { name, spec, span } = changed
  const given = option(spec, 'type')
  if (!given || (given.value.kind === 'primitive' && given.value.value === undefined)) return []
  const written = typeName(textOfGiven(given), span)
  const length = option(spec, 'length')
  const size = length && truthOf(length.value) !== false ? write(span, ' (', textOfGiven(length), ')') : ''
  const using = option(spec, 'using')
  const cast = using
    ? textOfGiven(using)
    : write(span, 'USING ', quoted(name, span), standingFor('::', span), written)
  return [alter(changed, 'TYPE ', written, size, ' ', cast)]
}
