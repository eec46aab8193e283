/** `pgm.sql`: https://salsita.github.io/node-pg-migrate/misc/ */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import { entriesOf, type Given } from '../typescript/given.ts'
import { splitMapped, textOfGiven, write } from '../typescript/written-sql.ts'
import { isUndefined } from './options.ts'
import { notKnown } from './refusal.ts'
import type { Write } from './say.ts'
import { escapeValue, literal, literalIn, nameIn } from './values.ts'

/** SQL with `{name}` for what the second argument gives: names are quoted, other values escaped. */
export const sql: Write = (on, text, values) => {
  if (values.value.kind === 'unknown') throw notKnown('what is put into the SQL', values.value)
  const filled = (entriesOf(values) ?? []).reduce((all, [name, value]) => {
    const [first, ...rest] = splitMapped(all, `{${name}}`)
    if (!first || rest.length === 0) return all
    return write(on.span, first, ...rest.flatMap(each => [filling(value), each]))
  }, textOfGiven(text))
  return endsStatement(filled.text) ? filled : on.say`${filled};`
}

/** As node-pg-migrate asks it: an empty text has its last semicolon right before its end. */
function endsStatement(text: string): boolean {
  return text.lastIndexOf(';') === text.length - 1
}

function filling(value: Given): MappedText {
  if (isUndefined(value.value)) return standingFor('', value.span)
  const { kind } = value.value
  const isName = kind === 'string' || kind === 'unknown' || nameIn(value) !== undefined
  return isName && !literalIn(value) ? literal(value) : escapeValue(value)
}
