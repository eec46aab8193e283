/** `literal`, `fn`, `col`, `cast`, `json`, `where`, `and` and `or`, of the class, its instances and the module. */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { givenTo, isGiven, textIn, type Given } from '../typescript/given.ts'
import { hasHoles } from '../typescript/operators.ts'
import { arrayValue, hostValue, mappedOf, objectValue } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, Value } from '../typescript/values.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { elements, entries, needed, refused } from './given.ts'
import { OPERATORS, symbolOf } from './operators.ts'
import { pieceOf, type PieceKind, type SqlPiece } from './pieces.ts'
import { joinTexts, quoteIdentifier, quoteIdentifiers, replaceEach, separated } from './text.ts'
import { escape, quoteText } from './values.ts'
import { whereItem, whereItems } from './wheres.ts'

type Write = (args: readonly Given[], span: Span) => MappedText

function makes(piece: PieceKind, write: Write): HostMethod {
  return call => {
    const args = givenTo(call)
    const host: SqlPiece = {
      name: `Sequelize.${piece}`,
      reachesDatabase: false,
      piece,
      write: () => write(args, call.span),
    }
    return hostValue(host)
  }
}

/** A piece of SQL that the framework makes: `Deferrable.INITIALLY_DEFERRED`. */
export function fixedPiece(text: string, span: Span): Value {
  const host: SqlPiece = {
    name: text,
    reachesDatabase: false,
    piece: 'literal',
    write: () => standingFor(text, span),
    apply: call => call.self,
    construct: call => call.self,
  }
  return hostValue(host)
}

/** `fn('lower', col('name'))`: dollar signs of texts are doubled. */
const fn: Write = ([name, ...args], span) => {
  const list = args.map(each => {
    if (pieceOf(each.value)) return escape(each)
    if (each.value.kind === 'object') return whereItems(each) ?? standingFor('', span)
    if (each.value.kind !== 'string' || hasHoles(each.value)) return escape(each)
    return quoteText(replaceEach(mappedOf(each.value), '$', '$$'), each.span)
  })
  return joinTexts(span, textOfGiven(needed(name, 'the function')), '(', separated(span, list, ', '), ')')
}

const col: Write = ([name], span) => {
  const text = textOfGiven(needed(name, 'the column'))
  return text.text.startsWith('*') ? standingFor('*', span) : quoteIdentifiers(text, span)
}

const cast: Write = ([value, type], span) => {
  const given = needed(value, 'the value')
  const text = given.value.kind === 'object' ? whereItems(given) : escape(given)
  const name = textOfGiven(needed(type, 'the type'))
  return joinTexts(span, 'CAST(', text ?? '', ' AS ', standingFor(name.text.trim().toUpperCase(), span), ')')
}

/** A path into a column, or conditions on such paths. */
const json: Write = ([given, value], span) => {
  const path = needed(given, 'the path')
  if (path.value.kind === 'object') return separated(span, jsonConditions(path, [], span), ' AND ')
  const text = textIn(path)
  const raw = text !== undefined && /\bjsonb?(?:_[a-z]+)*\(|->>?|#>>?|@>|<@/iu.test(text)
  const extracted = raw ? textOfGiven(path) : extraction((text ?? '').split(/[.[\]]+/u).filter(Boolean), span)
  return isGiven(value) ? joinTexts(span, extracted, ' = ', escape(value)) : extracted
}

function jsonConditions(given: Given, path: readonly string[], span: Span): readonly MappedText[] {
  return entries(given, 'the path').flatMap(([key, value]) => {
    const deeper = [...path, key]
    if (value.value.kind === 'object') return jsonConditions(value, deeper, span)
    return [joinTexts(span, extraction(deeper, span), " = '", textOfGiven(value), "'")]
  })
}

function extraction([column = '', ...path]: readonly string[], span: Span): MappedText {
  const name = quoteIdentifier(standingFor(column, span), span)
  return joinTexts(span, '(', name, '#>>', quoteText(standingFor(`{${path.join(',')}}`, span), span), ')')
}

/** `where(fn('lower', col('name')), 'ada')`, `where(col('a'), '>', 1)`, `where(col('a'), { [Op.gt]: 1 })`. */
const where: Write = ([attribute, second, third], span) => {
  const piece = attribute && pieceOf(attribute.value)
  if (!piece) throw refused('where needs a piece of SQL')
  const key = piece.write()
  const value = needed(third ?? second, 'the value')
  if (value.value.kind === 'object') return whereItem(key, value) ?? standingFor('', span)
  const comparator = comparatorOf(third ? second : undefined)
  if (comparator.includes('BETWEEN')) {
    const [low, high] = elements(value, 'the range')
    if (!low || !high) throw refused('a range needs two values')
    return joinTexts(span, key, ` ${comparator} `, escape(low), ' AND ', escape(high))
  }
  const text = escape(value)
  const isNull = text.text === 'NULL'
  const word = isNull && comparator === '=' ? 'IS' : isNull && comparator === '!=' ? 'IS NOT' : comparator
  return joinTexts(span, key, ` ${word} `, text)
}

function comparatorOf(given: Given | undefined): string {
  const text = given ? (textIn(given) ?? '=') : '='
  return Object.hasOwn(OPERATORS, text) ? (OPERATORS[text] ?? text) : text
}

const group =
  (name: string) =>
  (call: HostCall): Value =>
    objectValue({ [symbolOf(name)]: arrayValue(call.args) })

/** By their names. */
export const SEQUELIZE_METHODS: Readonly<Record<string, HostMethod>> = {
  literal: makes('literal', ([text], span) => (text ? textOfGiven(text) : standingFor('', span))),
  asIs: makes('literal', ([text], span) => (text ? textOfGiven(text) : standingFor('', span))),
  fn: makes('fn', fn),
  col: makes('col', col),
  cast: makes('cast', cast),
  json: makes('json', json),
  where: makes('where', where),
  condition: makes('where', where),
  and: group('and'),
  or: group('or'),
}
