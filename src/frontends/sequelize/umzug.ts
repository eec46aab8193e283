/** Migrations that a module lists as objects: `new Umzug({ migrations: [{ name, up, down }] })`, or an exported list. */
import { textOf } from '../typescript/arguments.ts'
import type { Evaluation } from '../typescript/evaluate.ts'
import { hostValue, unknown } from '../typescript/value-tools.ts'
import type { HostObject, Value } from '../typescript/values.ts'
import { directionsIn, type Directions } from './detect.ts'

/** What `umzug` gives a module; lists that are handed to Umzug are kept. */
export function umzugModule(lists: Value[]): HostObject {
  const umzug: HostObject = {
    name: 'Umzug',
    reachesDatabase: false,
    construct: call => {
      const [options] = call.args
      const list = options?.kind === 'object' ? options.properties.value.get('migrations') : undefined
      if (list) lists.push(list)
      return UMZUG
    },
  }
  return {
    name: 'umzug',
    reachesDatabase: false,
    properties: { Umzug: hostValue(umzug) },
    otherwise: () => UMZUG,
  }
}

const UMZUG = unknown('unknown call', 'what Umzug does is not followed')

/** A migration in a list. */
export interface Listed extends Directions {
  readonly name: string
}

/** The migrations with a name in all lists of a module, in their order. */
export function listedIn(evaluation: Evaluation, lists: readonly Value[]): readonly Listed[] {
  const all = new Set([...lists, ...evaluation.exports.values()])
  return [...all]
    .flatMap(list => (list.kind === 'array' ? list.elements.value : []))
    .flatMap(element => {
      if (element.kind !== 'object') return []
      const name = textOf(evaluation.property(element, 'name'))
      const directions = directionsIn(element, evaluation)
      return name !== undefined && directions.up?.kind === 'function' ? [{ name, ...directions }] : []
    })
}
