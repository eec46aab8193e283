/** Functions share a name and are told apart by the types of their parameters: https://www.postgresql.org/docs/current/xfunc-overload.html */
import type { ObjectOperation } from '../model/object-operations.ts'
import type { FunctionState } from './schema-state.ts'

const ROUTINES: readonly ObjectOperation['objectType'][] = ['function', 'procedure']

type Overloads = readonly FunctionState[] | undefined

/** The functions of a name after CREATE, which replaces the one with the same parameters. */
export function withFunction(before: Overloads, operation: ObjectOperation): Overloads {
  if (!ROUTINES.includes(operation.objectType)) return undefined
  const { parameters = '', volatility = 'volatile', body } = operation
  const created = { parameters, volatility, body: body === 'hidden' ? undefined : body }
  const others = (before ?? []).filter(each => withoutSchemas(each.parameters) !== withoutSchemas(parameters))
  return [...others, created]
}

/** The functions of a name that a DROP leaves; none where it names no parameters. */
export function withoutFunction(
  before: Overloads,
  { parameters }: ObjectOperation,
): readonly FunctionState[] {
  const named = meant(before, parameters)
  return parameters === undefined ? [] : (before ?? []).filter(each => each !== named)
}

/** The functions of a name after ALTER of one of them. */
export function alteredFunction(before: Overloads, operation: ObjectOperation): Overloads {
  const { parameters, volatility, body } = operation
  const altered = meant(before, parameters)
  return before?.map(each =>
    each === altered
      ? {
          ...each,
          volatility: volatility ?? each.volatility,
          body: body === 'hidden' ? undefined : each.body,
        }
      : each,
  )
}

/** The only one is meant whatever its parameters are called: a type can be written with its schema and without. */
function meant(before: Overloads, parameters: string | undefined): FunctionState | undefined {
  if (before?.length === 1) return before[0]
  return before?.find(each => withoutSchemas(each.parameters) === withoutSchemas(parameters ?? ''))
}

function withoutSchemas(parameters: string): string {
  return parameters.replaceAll(/[^ ,]+\./gu, '')
}
