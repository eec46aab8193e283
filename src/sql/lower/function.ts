/** What a function says of itself that decides how a default that calls it is computed. */
import type { Expression } from '../../model/expression.ts'
import { formatType } from '../../model/data-type.ts'
import type { ObjectOperation } from '../../model/object-operations.ts'
import { parseRaw } from '../engine.ts'
import { lowerExpression } from './expression.ts'
import {
  itemsOf,
  pick,
  pickAll,
  statementsOf,
  stringOf,
  stringsOf,
  type AlterFunctionStmt,
  type CreateFunctionStmt,
  type FunctionParameter,
  type Node,
  type ObjectWithArgs,
  type SelectStmt,
} from './nodes.ts'
import { optionNamed } from './print.ts'
import { lowerType } from './type-name.ts'
import { findAll } from './walk.ts'

type FunctionFacts = Pick<ObjectOperation, 'parameters' | 'volatility' | 'body'>

/** Of CREATE FUNCTION. */
export function createdFunction(statement: CreateFunctionStmt): FunctionFacts {
  const { options } = statement
  const parameters = pickAll(statement.parameters, 'FunctionParameter')
  return {
    parameters: parameters.filter(isInput).map(parameterType).join(', '),
    volatility: volatilityOf(options),
    body: bodyOf(statement, parameters),
  }
}

/** Of ALTER FUNCTION; one that sets something else is not put in place of its calls any more. */
export function alteredFunction({ func, actions }: AlterFunctionStmt): FunctionFacts {
  const volatility = volatilityOf(actions)
  return { ...signatureOf(func), volatility, ...(isOpaque(actions) && { body: 'hidden' }) }
}

/** The types between the parentheses of a name, where there are parentheses. */
export function signatureOf(func: ObjectWithArgs | undefined): { readonly parameters?: string | undefined } {
  if (!func || func.args_unspecified) return {}
  const listed = pickAll(func.objfuncargs, 'FunctionParameter')
  const types = listed.length > 0 ? listed.filter(isInput).map(parameterType) : undefined
  return {
    parameters: (types ?? pickAll(func.objargs, 'TypeName').map(type => formatType(lowerType(type)))).join(
      ', ',
    ),
  }
}

function isInput({ mode }: FunctionParameter): boolean {
  return mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE'
}

/** Lengths do not tell functions apart. */
function parameterType({ argType }: FunctionParameter): string {
  return formatType({ ...lowerType(argType), arguments: [] })
}

function volatilityOf(options: readonly Node[] | undefined): FunctionFacts['volatility'] {
  const declared = stringOf(optionNamed(options, 'volatility')?.arg)
  return VOLATILITIES.find(each => each === declared)
}

const VOLATILITIES = ['immutable', 'stable', 'volatile'] as const

/** Functions of this kind are called as they are: inline_function in src/backend/optimizer/util/clauses.c */
function isOpaque(options: readonly Node[] | undefined): boolean {
  return ['strict', 'security', 'set'].some(name => {
    const arg = optionNamed(options, name)?.arg
    return arg !== undefined && pick(arg, 'Boolean')?.boolval !== false
  })
}

/** The expression that PostgreSQL puts in place of a call. */
function bodyOf(
  { options, returnType, sql_body: standard }: CreateFunctionStmt,
  parameters: readonly FunctionParameter[],
): Expression | undefined {
  const language = stringOf(optionNamed(options, 'language')?.arg)?.toLowerCase()
  if (standard === undefined && language !== 'sql') return undefined
  if (isOpaque(options) || returnType?.setof || !returnType) return undefined
  if (parameters.some(({ mode }) => mode === 'FUNC_PARAM_OUT' || mode === 'FUNC_PARAM_TABLE'))
    return undefined
  const value = standard === undefined ? valueOfText(options) : valueOfBody(standard)
  if (!value || findAll(value, 'SubLink').length > 0) return undefined
  return lowerExpression(value)
}

function valueOfText(options: readonly Node[] | undefined): Node | undefined {
  const text = stringsOf(itemsOf(optionNamed(options, 'as')?.arg))[0]
  const parsed = text === undefined || text.includes('\0') ? undefined : parseRaw(text)
  const [statement, ...more] = parsed?.kind === 'json' ? statementsOf(parsed.json) : []
  return more.length > 0 ? undefined : selected(pick(statement?.stmt, 'SelectStmt'))
}

/** `RETURN …` and `BEGIN ATOMIC … END`. */
function valueOfBody(body: Node): Node | undefined {
  const returned = pick(body, 'ReturnStmt')
  if (returned) return returned.returnval
  const [statement, ...more] = itemsOf(body).flatMap(itemsOf)
  return more.length > 0 ? undefined : selected(pick(statement, 'SelectStmt'))
}

/** The value of a SELECT that only computes one. */
function selected(select: SelectStmt | undefined): Node | undefined {
  if (!select || NOT_PLAIN.some(clause => select[clause] !== undefined)) return undefined
  const targets = pickAll(select.targetList, 'ResTarget')
  return targets.length === 1 ? targets[0]?.val : undefined
}

const NOT_PLAIN = [
  'fromClause',
  'whereClause',
  'groupClause',
  'havingClause',
  'distinctClause',
  'sortClause',
  'limitCount',
  'limitOffset',
  'lockingClause',
  'withClause',
  'valuesLists',
  'windowClause',
  'larg',
] as const
