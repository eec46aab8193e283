/** Options that are switched on by a condition: the statement is written with them and without them. */
import type { MappedText } from '../../source/mapped-text.ts'
import type { Given } from '../typescript/given.ts'
import { arrayValue, objectValue, primitive } from '../typescript/value-tools.ts'
import type { Value } from '../typescript/values.ts'
import { Refusal } from './refusal.ts'

/** What a call puts into the list, or why that cannot be told. */
interface Way {
  readonly texts: readonly MappedText[] | Refusal
  /** It does so whenever it is made. */
  readonly isSure: boolean
}

/** More options than these are not tried out. */
const MOST_DOUBTS = 2

/** One way where all that decides the shape is known; else one for each answer. */
export function waysToWrite(
  args: readonly Given[],
  write: (args: readonly Given[]) => MappedText | readonly MappedText[],
  doubts = 0,
): readonly Way[] {
  try {
    return [{ texts: [write(args)].flat(), isSure: doubts === 0 }]
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { either } = error
    if (!either || doubts === MOST_DOUBTS) return [{ texts: error, isSure: doubts === 0 }]
    return [true, false].flatMap(answer => {
      const decided = args.map(({ value, span }) => ({ value: replaced(value, either, answer), span }))
      return waysToWrite(decided, write, doubts + 1)
    })
  }
}

/** A value in which another one, wherever it stands, is known. */
function replaced(value: Value, doubt: Value, answer: boolean, depth = 0): Value {
  if (value === doubt) return primitive(answer)
  if (depth > 4) return value
  const inner = (each: Value): Value => replaced(each, doubt, answer, depth + 1)
  if (value.kind === 'array') return arrayValue(value.elements.value.map(inner), value.at)
  if (value.kind !== 'object') return value
  const properties = [...value.properties.value].map(([key, each]) => [key, inner(each)] as const)
  return objectValue(new Map(properties), { open: value.open, at: value.at })
}
