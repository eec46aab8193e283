/** Columns as `createTable` and `addColumns` define them. */
import type { MappedText } from '../../source/mapped-text.ts'
import { entriesOf, is, isGiven, type Given } from '../typescript/given.ts'
import { stringValue, UNDEFINED } from '../typescript/value-tools.ts'
import { joined, quoteName } from '../typescript/written-sql.ts'
import { applyType } from './column-types.ts'
import { optionsOf, type Options } from './options.ts'
import { placeOfProperty } from './places.ts'
import { notKnown, refused } from './refusal.ts'
import { deferrableClause, referencesClause } from './references.ts'
import { at, type Saying } from './say.ts'
import { sequenceClauses } from './sequences.ts'
import { escapeValue, literal, makeComment, stringOf } from './values.ts'

/** What the columns of a call say. */
interface Columns {
  readonly definitions: readonly MappedText[]
  readonly comments: readonly MappedText[]
  /** The columns of a primary key of several. */
  readonly primaryKey: readonly Given[]
}

interface Column {
  readonly on: Saying
  readonly key: Given
  readonly name: MappedText
  readonly options: Options
}

/** Reads an object of columns by name. */
export function columnsOf(on: Saying, table: Given, given: Given): Columns {
  const columns = columnsIn(on, given)
  const primary = columns.filter(({ options }) => options.flag('primaryKey'))
  const several = primary.length > 1
  return {
    definitions: columns.map(column => definition(column, table, several)),
    comments: [
      ...columns.flatMap(column => commentOnColumn(column, table)),
      ...columns.flatMap(column => commentOnReference(column, table)),
    ],
    primaryKey: several ? primary.map(({ key }) => key) : [],
  }
}

function columnsIn(on: Saying, given: Given): readonly Column[] {
  const { value, span } = given
  if (value.kind === 'unknown') throw notKnown('the columns', value)
  if (value.kind === 'object' && value.open) throw notKnown('the columns', value.open)
  if (!isGiven(given)) throw refused('no columns are given')
  const entries = entriesOf(given) ?? []
  return entries.map(([name, each]) => {
    const place = placeOfProperty(name, each.value, span)
    const key = { value: stringValue(place.key), span: place.whole }
    return {
      on: at(on, entries.length === 1 ? on.span : place.whole),
      key,
      name: quoteName(place.key, place.whole),
      options: applyType({ value: each.value, span: place.value }, on.shorthands),
    }
  })
}

function definition(column: Column, table: Given, several: boolean): MappedText {
  const { on, name, options } = column
  const words = (given: Given | undefined, text: (given: Given) => MappedText): readonly MappedText[] =>
    given ? [text(given)] : []
  const constraints = [
    ...words(options.truthy('collation'), each => on.say`COLLATE ${stringOf(each)}`),
    ...words(options.get('default'), each => on.say`DEFAULT ${escapeValue(each)}`),
    ...(options.flag('unique') ? [on.say`UNIQUE`] : []),
    ...(options.flag('primaryKey') && !several ? [on.say`PRIMARY KEY`] : []),
    ...(options.flag('notNull') ? [on.say`NOT NULL`] : []),
    ...words(options.truthy('check'), each => on.say`CHECK (${stringOf(each)})`),
    ...words(options.truthy('references'), () => reference(column, table)),
    ...(options.flag('deferrable') ? [deferrableClause(on, options)] : []),
    ...words(options.truthy('sequenceGenerated'), each => identityClause(on, each)),
    ...words(
      options.truthy('expressionGenerated'),
      each => on.say`GENERATED ALWAYS AS (${stringOf(each)}) STORED`,
    ),
  ]
  return joined(on.span, [name, typeOf(on, options), ...constraints], ' ')
}

function typeOf(on: Saying, options: Options): MappedText {
  const type = options.get('type') ?? { value: UNDEFINED, span: on.span }
  const base = type.value.kind === 'object' ? literal(type) : stringOf(type)
  const array = options.get('array')
  if (is(array, true)) return on.say`${base} ARRAY`
  const isNumber = array?.value.kind === 'primitive' && typeof array.value.value === 'number'
  return isNumber ? on.say`${base} ARRAY[${stringOf(array)}]` : base
}

/** `GENERATED … AS IDENTITY`. */
export function identityClause(on: Saying, given: Given): MappedText {
  const options = optionsOf(given)
  const precedence = options.get('precedence') ?? { value: UNDEFINED, span: on.span }
  const clauses = sequenceClauses(on, options)
  const inside = clauses.length > 0 ? on.say` (${joined(on.span, clauses, ' ')})` : ''
  return on.say`GENERATED ${stringOf(precedence)} AS IDENTITY${inside}`
}

function reference({ on, key, options }: Column, table: Given): MappedText {
  const name = nameOfReference({ on, key, options }, table)
  const constraint = name ? on.say`CONSTRAINT ${name} ` : ''
  return on.say`${constraint}${referencesClause(on, options)}`
}

/** Named by its option, or by the table and the column when it has a comment; PostgreSQL names all others. */
function nameOfReference(
  { on, key, options }: Pick<Column, 'on' | 'key' | 'options'>,
  table: Given,
): MappedText | undefined {
  const name = options.truthy('referencesConstraintName')
  if (name) return literal(name)
  if (!options.truthy('referencesConstraintComment')) return undefined
  return quoteName(on.say`${stringOf(table)}_fk_${stringOf(key)}`, on.span)
}

function commentOnColumn({ on, name, options }: Column, table: Given): readonly MappedText[] {
  const comment = options.get('comment')
  return comment ? [makeComment(on, 'COLUMN', on.say`${literal(table)}.${name}`, comment)] : []
}

function commentOnReference(column: Column, table: Given): readonly MappedText[] {
  const { on, options } = column
  const comment = options.truthy('references') && options.truthy('referencesConstraintComment')
  const name = comment && nameOfReference(column, table)
  return comment && name ? [makeComment(on, on.say`CONSTRAINT ${name} ON`, literal(table), comment)] : []
}
