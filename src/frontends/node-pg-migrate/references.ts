/** What a foreign key refers to, and when a constraint is checked. */
import type { MappedText } from '../../source/mapped-text.ts'
import { textIn, type Given } from '../typescript/given.ts'
import { UNDEFINED } from '../typescript/value-tools.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import type { Options } from './options.ts'
import type { Saying } from './say.ts'
import { literal, stringOf } from './values.ts'

/** `REFERENCES … ON DELETE …`; a text in quotes, or with columns behind it, is taken as it is. */
export function referencesClause(on: Saying, options: Options): MappedText {
  const to = options.get('references') ?? { value: UNDEFINED, span: on.span }
  const clause = (name: string, words: string): MappedText | '' => {
    const given = options.truthy(name)
    return given ? on.say` ${words} ${stringOf(given)}` : ''
  }
  const match = clause('match', 'MATCH')
  return on.say`REFERENCES ${target(to)}${match}${clause('onDelete', 'ON DELETE')}${clause('onUpdate', 'ON UPDATE')}`
}

function target(to: Given): MappedText {
  const text = textIn(to)
  const isSql = text !== undefined && (text.startsWith('"') || text.endsWith(')'))
  return isSql ? textOfGiven(to) : literal(to)
}

/** `DEFERRABLE INITIALLY …`. */
export function deferrableClause(on: Saying, options: Options): MappedText {
  return on.say`DEFERRABLE INITIALLY ${options.flag('deferred') ? 'DEFERRED' : 'IMMEDIATE'}`
}
