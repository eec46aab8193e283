/** Calls that send SQL: what a call composes is read, and what cannot be composed is recorded with its reason. */
import type { QualifiedName } from '../../model/names.ts'
import { holesOf, showHoles, type MappedText } from '../../source/mapped-text.ts'
import { givenTo, isGiven, type Given } from '../typescript/given.ts'
import { stringValue, UNDEFINED } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, Value } from '../typescript/values.ts'
import { CannotRead } from './given.ts'
import { tableIn } from './text.ts'

/** The arguments of a call. */
export type Arguments = readonly (Given | undefined)[]

/** The texts that a call sends, one round trip each. */
export type Compose = (args: Arguments, call: HostCall) => readonly MappedText[] | MappedText

/** How the texts are sent, and what the call gives. */
export interface Sending {
  /** Values are parameters. */
  readonly bound?: true
  readonly result?: Value
  /** The first argument is a table. */
  readonly onTable?: true
}

/** A method that sends what it composes. */
export function sends(compose: Compose, { bound, result = UNDEFINED, onTable }: Sending = {}): HostMethod {
  return call => {
    const args = givenTo(call)
    readOr(call, onTable ? tablesOf(args[0]) : undefined, () => {
      const composed = compose(args, call)
      for (const text of isText(composed) ? [composed] : composed) {
        if (bound) call.boundSql(stringValue(text))
        else call.sql(stringValue(text))
      }
    })
    return call.promise(result)
  }
}

/** Does the work of a call; where something is not known, the call is recorded as opaque. */
export function readOr(call: HostCall, tables: readonly QualifiedName[] | undefined, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof CannotRead)) throw error
    const { reason, message } = error.why
    const sentence = message.startsWith('Sequelize') ? message : `The call cannot be read: ${message}`
    call.opaque(
      { reason, message: sentence, remedy: 'Write names, types and options out in the migration.' },
      undefined,
      tables,
    )
  }
}

function isText(composed: readonly MappedText[] | MappedText): composed is MappedText {
  return 'text' in composed
}

/** The table that an argument names, as far as it is known. */
export function tablesOf(given: Given | undefined): readonly QualifiedName[] | undefined {
  if (!isGiven(given)) return undefined
  try {
    const { name, schema } = tableIn(given)
    return [{ ...(schema && { schema: shown(schema) }), name: shown(name) }]
  } catch (error) {
    if (error instanceof CannotRead) return undefined
    throw error
  }
}

function shown(text: MappedText): string {
  return showHoles(text.text, holesOf(text))
}
