/** Values, references and conditions as Kysely writes them: https://github.com/kysely-org/kysely/tree/master/src/parser */
import { is, isGiven, listOf, textIn, type Given } from '../typescript/given.ts'
import { textAt } from '../typescript/value-tools.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { aliasedReference, aliasedTable, identifier, keyName, referenceNamed, tableNamed } from './names.ts'
import { inParens, operand, partOf, separated, tree, unreadable, type Part } from './parts.ts'
import { isCallback, notKnown, partBuilt, type Said } from './said.ts'

/** A value: an expression, or a parameter. */
export function valueOf(given: Given, said: Said): Part {
  return expressionIn(given, said) ?? { part: 'parameter', given }
}

/** An expression, or the callback that makes one; undefined for everything else. */
export function expressionIn(given: Given, said: Said): Part | undefined {
  const part = partOf(given.value)
  if (part !== undefined) return operand(part)
  if (!isCallback(given)) return undefined
  return operand(partBuilt(given, said.kit.expressionBuilder(), said))
}

/** An expression that has to be one. */
export function expressionOf(given: Given | undefined, said: Said): Part {
  if (!given) return unreadable('an expression is missing', 'unknown call')
  return expressionIn(given, said) ?? notKnown(given.value, 'the expression is not known')
}

/** A list of values in parentheses, or one value. */
function valuesOf(given: Given, said: Said): Part {
  if (given.value.kind !== 'array') return valueOf(given, said)
  return inParens(
    given.span,
    separated(
      given.span,
      listOf(given).map(each => valueOf(each, said)),
    ),
  )
}

/** A column, or an expression. */
export function referenceOf(given: Given, said: Said): Part {
  return expressionIn(given, said) ?? referenceNamed(textOfGiven(given), given.span)
}

/** One or several columns or expressions. */
export function referencesOf(given: Given, said: Said): readonly Part[] {
  if (given.value.kind === 'unknown') return [notKnown(given.value, '')]
  return listOf(given).map(each => referenceOf(each, said))
}

/** `where(column, operator, value)` or `where(expression)`. */
export function conditionOf(args: readonly Given[], said: Said): Part {
  const [first, operator, right] = args
  if (first && args.length === 1) return valueOf(first, said)
  if (!first || !operator || !right) return unreadable('the condition is not complete', 'unknown call')
  return comparison(first, operator, right, said)
}

/** A column or an expression compared with a value. */
export function comparison(left: Given, operator: Given, right: Given, said: Said): Part {
  const name = textIn(operator)
  const isFixed = is(right, null) || is(right, true) || is(right, false)
  const value: Part =
    isFixed && (name === 'is' || name === 'is not')
      ? { part: 'parameter', given: right, immediate: true }
      : listed(right, name, said)
  return tree(said.span, referenceOf(left, said), ' ', operatorOf(operator, said), ' ', value)
}

/** A list that is not known has at least one value. */
function listed(right: Given, operator: string | undefined, said: Said): Part {
  const value = valuesOf(right, said)
  const isList = operator === 'in' || operator === 'not in'
  const isUnknown = typeof value !== 'string' && 'part' in value && value.part === 'parameter'
  return isList && isUnknown ? inParens(right.span, value) : value
}

/** `whereRef(column, operator, column)` */
export function referentialCondition([left, operator, right]: readonly Given[], said: Said): Part {
  if (!left || !operator || !right) return unreadable('the condition is not complete', 'unknown call')
  return tree(
    said.span,
    referenceOf(left, said),
    ' ',
    operatorOf(operator, said),
    ' ',
    referenceOf(right, said),
  )
}

function operatorOf(given: Given, said: Said): Part {
  const expression = expressionIn(given, said)
  if (expression) return expression
  return given.value.kind === 'string'
    ? textOfGiven(given)
    : notKnown(given.value, 'the operator is not known')
}

/** `select`, `returning`: one or several columns or expressions, with their aliases. */
export function selectionsOf(given: Given | undefined, said: Said): readonly Part[] {
  if (!given) return []
  if (isCallback(given)) {
    const result = said.call.invoke(given.value, [said.kit.expressionBuilder()])
    return selectionsOf({ value: result, span: given.span }, said)
  }
  if (given.value.kind === 'unknown') return [notKnown(given.value, '')]
  return listOf(given).map(each => {
    const expression = expressionIn(each, said)
    if (expression) return expression
    return each.value.kind === 'string'
      ? aliasedReference(each)
      : notKnown(each.value, 'the selection is not known')
  })
}

/** `selectAll()`, `selectAll('orders')` */
export function allOf(given: Given | undefined): readonly Part[] {
  if (!isGiven(given)) return ['*']
  return listOf(given).map(each =>
    tree(each.span, tableNamed(textOfGiven(each), each.span, 'reference'), '.*'),
  )
}

/** Tables to read or change, with their aliases: names, subqueries, callbacks. */
export function tablesOf(given: Given | undefined, said: Said): readonly Part[] {
  if (!given) return []
  return listOf(given).map(each => {
    const expression = expressionIn(each, said)
    return expression ?? aliasedTable(each)
  })
}

/** `eb.and([…])`, `eb.or({…})` */
export function combined(given: Given | undefined, word: 'and' | 'or', said: Said): Part {
  const { span } = said
  const terms = given && termsOf(given, said)
  if (!terms) return unreadable('the conditions are not known')
  const [only] = terms
  if (!only) return word === 'and' ? '1 = 1' : '1 = 0'
  return terms.length === 1 ? only : inParens(span, separated(span, terms, ` ${word} `))
}

function termsOf(given: Given, said: Said): readonly Part[] | undefined {
  if (given.value.kind === 'array') return listOf(given).map(each => expressionOf(each, said))
  const entries = entriesToSet(given)
  return entries?.map(([key, value]) => {
    const isFixed = is(value, null) || is(value, true) || is(value, false)
    const left = referenceNamed(textOfGiven(key), key.span)
    if (isFixed) return tree(said.span, left, ' is ', { part: 'parameter', given: value, immediate: true })
    return tree(said.span, left, ' = ', valuesOf(value, said))
  })
}

/** The entries of an object that are not `undefined`; undefined when they are not known. */
export function entriesToSet({ value, span }: Given): readonly (readonly [Given, Given])[] | undefined {
  if (value.kind !== 'object' || value.open) return undefined
  return [...value.properties.value].flatMap(([key, each]) => {
    if (each.kind === 'primitive' && each.value === undefined) return []
    return [
      [
        { value: textAt(key, span), span },
        { value: each, span },
      ] as const,
    ]
  })
}

/** `set({…})`, `set(column, value)`, `set(eb => ({…}))`: what is not known is any column. */
export function assignmentsOf(args: readonly Given[], said: Said): readonly Part[] {
  const [first, second] = args
  if (!first) return []
  if (second) return [tree(said.span, referenceOf(first, said), ' = ', valueOf(second, said))]
  if (isCallback(first)) {
    const value = said.call.invoke(first.value, [said.kit.expressionBuilder()])
    return assignmentsOf([{ value, span: first.span }], said)
  }
  const entries = entriesToSet(first)
  if (!entries) return [tree(first.span, identifier(first), ' = ', { part: 'parameter', given: first })]
  return entries.map(([key, value]) =>
    tree(value.span, keyName(textIn(key) ?? '', key.span), ' = ', valueOf(value, said)),
  )
}
