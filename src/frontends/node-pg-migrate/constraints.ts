/** Constraints of a table: https://salsita.github.io/node-pg-migrate/constraints/ */
import type { MappedText } from '../../source/mapped-text.ts'
import { isGiven, listOf, type Given } from '../typescript/given.ts'
import { UNDEFINED } from '../typescript/value-tools.ts'
import { joined, quoteName } from '../typescript/written-sql.ts'
import { formatLines } from './lines.ts'
import { optionsOf, type Options } from './options.ts'
import { notKnown, refused } from './refusal.ts'
import { deferrableClause, referencesClause } from './references.ts'
import type { Saying, Write } from './say.ts'
import { literal, literals, makeComment, nameIn, stringOf } from './values.ts'

/** What constraint options say. */
interface Constraints {
  readonly constraints: readonly MappedText[]
  readonly comments: readonly MappedText[]
}

/** A table and the name that was given to its constraint. */
interface Target {
  readonly on: Saying
  readonly table: Given
  readonly name: Given | undefined
}

/** Reads the constraints that options give to a table; each has a name, made from the table's where none is given. */
export function constraintsOf(target: Target, options: Options): Constraints {
  const { on, table, name } = target
  const keys = [
    ...checks(target, options),
    ...uniques(target, options),
    ...primaryKey(target, options),
    ...foreignKeys(target, options).map(({ text }) => text),
    ...exclusion(target, options),
  ]
  const deferrable = options.flag('deferrable')
  const comment = options.truthy('comment')
  if (comment && !name) throw refused('a constraint without a name has a comment')
  return {
    constraints: deferrable ? keys.map(each => on.say`${each} ${deferrableClause(on, options)}`) : keys,
    comments: [
      ...foreignKeys(target, options).flatMap(each => each.comment ?? []),
      ...(comment && name
        ? [makeComment(on, on.say`CONSTRAINT ${literal(name)} ON`, literal(table), comment)]
        : []),
    ],
  }
}

/** The name that was given, or the table's with what tells the constraint. */
function nameOf({ on, table, name }: Target, ending: string | MappedText): MappedText {
  if (name) return literal(name)
  const { span } = on
  return quoteName(on.say`${stringOf(nameIn(table) ?? table)}${ending}`, span)
}

function checks(target: Target, options: Options): readonly MappedText[] {
  const { on } = target
  const check = options.truthy('check')
  if (!check) return []
  const all = listOf(check)
  const isList = check.value.kind === 'array'
  return all.map((each, i) => {
    const name = nameOf(target, isList ? `_chck_${String(i + 1)}` : '_chck')
    return on.say`CONSTRAINT ${name} CHECK (${stringOf(each)})`
  })
}

function uniques(target: Target, options: Options): readonly MappedText[] {
  const { on } = target
  const unique = options.truthy('unique')
  if (!unique) return []
  const all = listOf(unique)
  const isNested = all.some(({ value }) => value.kind === 'array')
  return (isNested ? all : [unique]).map(columns => {
    const name = nameOf(target, on.say`_uniq_${joined(on.span, listOf(columns).map(stringOf), '_')}`)
    return on.say`CONSTRAINT ${name} UNIQUE (${literals(columns)})`
  })
}

function primaryKey(target: Target, options: Options): readonly MappedText[] {
  const { on } = target
  const columns = options.truthy('primaryKey')
  return columns ? [on.say`CONSTRAINT ${nameOf(target, '_pkey')} PRIMARY KEY (${literals(columns)})`] : []
}

interface ForeignKey {
  readonly text: MappedText
  readonly comment?: MappedText
}

function foreignKeys(target: Target, options: Options): readonly ForeignKey[] {
  const keys = options.truthy('foreignKeys')
  return keys ? listOf(keys).map(each => foreignKey(target, optionsOf(each))) : []
}

function foreignKey(target: Target, key: Options): ForeignKey {
  const { on, table } = target
  const columns = key.get('columns') ?? { value: UNDEFINED, span: on.span }
  const given = key.truthy('referencesConstraintName') ?? target.name
  const ending = on.say`_fk_${joined(on.span, listOf(columns).map(stringOf), '_')}`
  const name = nameOf({ ...target, name: given }, ending)
  const text = on.say`CONSTRAINT ${name} FOREIGN KEY (${literals(columns)}) ${referencesClause(on, key)}`
  const comment = key.truthy('referencesConstraintComment')
  if (!comment) return { text }
  return { text, comment: makeComment(on, on.say`CONSTRAINT ${name} ON`, literal(table), comment) }
}

function exclusion(target: Target, options: Options): readonly MappedText[] {
  const exclude = options.truthy('exclude')
  return exclude ? [target.on.say`CONSTRAINT ${nameOf(target, '_excl')} EXCLUDE ${stringOf(exclude)}`] : []
}

export const addConstraint: Write = (on, table, name, given) => {
  const named = isGiven(name) && stringOf(name).text !== '' ? name : undefined
  if (given.value.kind === 'unknown') throw notKnown('the constraint', given.value)
  const { constraints, comments } =
    given.value.kind === 'string'
      ? {
          constraints: [on.say`${named ? on.say`CONSTRAINT ${literal(named)} ` : ''}${stringOf(given)}`],
          comments: [],
        }
      : constraintsOf({ on, table, name: named }, optionsOf(given))
  if (constraints.length === 0) throw refused('no constraint options are given')
  const altered = on.say`ALTER TABLE ${literal(table)}\n${formatLines(on, constraints, '  ADD ')};`
  return joined(on.span, [altered, ...comments], '\n')
}

/** It has no inverse where the constraint has no name, or is a text. */
export const reverseOfAddConstraint: Write = (on, table, name, given, ...rest) => {
  if (!isGiven(name)) throw refused('a constraint without a name has no inverse')
  if (given.value.kind === 'string') throw refused('a constraint that is SQL has no inverse')
  return dropConstraint(on, table, name, given, ...rest)
}

export const dropConstraint: Write = (on, table, name, options) => {
  const given = optionsOf(options)
  const alter = given.flag('ifTableExists') ? 'ALTER TABLE IF EXISTS' : 'ALTER TABLE'
  const ifExists = given.word('ifExists', ' IF EXISTS')
  const cascade = given.word('cascade', ' CASCADE')
  return on.say`${alter} ${literal(table)} DROP CONSTRAINT${ifExists} ${literal(name)}${cascade};`
}

export const renameConstraint: Write = (on, table, name, to) =>
  on.say`ALTER TABLE ${literal(table)} RENAME CONSTRAINT ${literal(name)} TO ${literal(to)};`
