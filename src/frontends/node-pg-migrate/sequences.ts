/** Sequences: https://salsita.github.io/node-pg-migrate/sequences/ */
import type { MappedText } from '../../source/mapped-text.ts'
import { is, isGiven, type Given } from '../typescript/given.ts'
import { joined } from '../typescript/written-sql.ts'
import { typeText } from './column-types.ts'
import { optionsOf, type Options } from './options.ts'
import { refused } from './refusal.ts'
import type { Saying, Write } from './say.ts'
import { literal, stringOf } from './values.ts'

/** The clauses that a sequence and an identity column share. */
export function sequenceClauses(on: Saying, options: Options): readonly MappedText[] {
  const type = options.truthy('type')
  const valued = (name: string, words: string): readonly MappedText[] => {
    const given = options.truthy(name)
    return given ? [on.say`${words} ${stringOf(given)}`] : []
  }
  const without = (name: string, words: string): readonly MappedText[] =>
    isNullOrFalse(options.get(name)) ? [on.say`${words}`] : []
  return [
    ...(type ? [on.say`AS ${typeText(type, on.shorthands)}`] : []),
    ...valued('increment', 'INCREMENT BY'),
    ...valued('minvalue', 'MINVALUE'),
    ...without('minvalue', 'NO MINVALUE'),
    ...valued('maxvalue', 'MAXVALUE'),
    ...without('maxvalue', 'NO MAXVALUE'),
    ...valued('start', 'START WITH'),
    ...valued('cache', 'CACHE'),
    ...(options.flag('cycle') ? [on.say`CYCLE`] : []),
    ...(is(options.get('cycle'), false) ? [on.say`NO CYCLE`] : []),
    ...valued('owner', 'OWNED BY'),
    ...without('owner', 'OWNED BY NONE'),
  ]
}

function isNullOrFalse(given: Given | undefined): boolean {
  return given !== undefined && (is(given, false) || !isGiven(given))
}

export const createSequence: Write = (on, name, options) => {
  const given = optionsOf(options)
  const clauses = joined(on.span, sequenceClauses(on, given), '\n  ')
  const temporary = given.word('temporary', ' TEMPORARY')
  const ifNotExists = given.word('ifNotExists', ' IF NOT EXISTS')
  return on.say`CREATE${temporary} SEQUENCE${ifNotExists} ${literal(name)}\n  ${clauses};`
}

export const dropSequence: Write = (on, name, options) => {
  const given = optionsOf(options)
  const ifExists = given.word('ifExists', ' IF EXISTS')
  return on.say`DROP SEQUENCE${ifExists} ${literal(name)}${given.word('cascade', ' CASCADE')};`
}

export const alterSequence: Write = (on, name, options) => {
  const given = optionsOf(options)
  const restart = given.truthy('restart')
  const clauses = [
    ...sequenceClauses(on, given),
    ...(restart ? [is(restart, true) ? on.say`RESTART` : on.say`RESTART WITH ${stringOf(restart)}`] : []),
  ]
  if (clauses.length === 0) throw refused('no sequence options are given')
  return on.say`ALTER SEQUENCE ${literal(name)}\n  ${joined(on.span, clauses, '\n  ')};`
}

export const renameSequence: Write = (on, name, to) =>
  on.say`ALTER SEQUENCE ${literal(name)} RENAME TO ${literal(to)};`
