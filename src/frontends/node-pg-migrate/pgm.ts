/** The `pgm` that a migration is given: its calls put SQL into a list, which is sent when the direction has ended. */
import type { QualifiedName } from '../../model/names.ts'
import { nameOf } from '../typescript/arguments.ts'
import { givenTo, type Given } from '../typescript/given.ts'
import { hostValue, mappedOf, primitive, stringValue, UNDEFINED, unknown } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value, Why } from '../typescript/values.ts'
import type { Shorthands } from './column-types.ts'
import { METHODS, OF_A_TABLE } from './methods.ts'
import { Refusal } from './refusal.ts'
import { waysToWrite } from './ways.ts'
import { sayingAt, type Write } from './say.ts'
import { literalIn, nameIn, pgLiteral, schemaIn } from './values.ts'

/** What a direction has told its builder besides operations. */
export interface Told {
  /** It asked to be run outside of the transaction of the run. */
  noTransaction: boolean
  /** In reverse: what certainly cannot be undone, the first of it. */
  irreversible: string | undefined
}

/** The builder of one direction, and what the direction tells it. */
export function createPgm(
  shorthands: Shorthands,
  direction: 'written' | 'reverse',
): { readonly pgm: HostObject; readonly told: Told } {
  const told: Told = { noTransaction: false, irreversible: undefined }
  const reverse = direction === 'reverse'
  const methods = Object.entries(METHODS).map(([name, method]): [string, HostMethod] => [
    name,
    call => {
      const write = reverse ? method.reverse : method.write
      if (write) send(call.queued(), { name, write, reversed: reverse ? told : undefined }, shorthands)
      else cannotUndo(call.queued(), `pgm.${name}()`, told)
      return UNDEFINED
    },
  ])
  const pgm: HostObject = {
    name: 'pgm',
    reachesDatabase: true,
    queues: true,
    properties: { db: hostValue(databaseOf(reverse ? told : undefined)) },
    methods: {
      ...Object.fromEntries(methods),
      func: call => pgLiteral(call.args[0]),
      noTransaction: call => {
        told.noTransaction = true
        return call.self
      },
      isUsingTransaction: () => primitive(!told.noTransaction),
      getSql: () => unknown('run-time value', 'the text of the list is not kept'),
      getSqlSteps: () => unknown('run-time value', 'the list is not kept'),
    },
    otherCall: (method, call) => {
      call.queued().opaque(unknownMethod(method))
      return UNDEFINED
    },
  }
  return { pgm, told }
}

function unknownMethod(method: string): Why {
  return {
    reason: 'unknown call',
    message: `pgm.${method}() is not known to this frontend`,
    remedy: 'Write the change with a documented method, or as SQL.',
  }
}

/** Each text is a statement of its own in the list. */
function send(call: HostCall, sending: Sending, shorthands: Shorthands): void {
  const { name, write } = sending
  const [text, values] = call.args
  // What is one of several texts, or none that is known, is told best by the reader of SQL.
  if (name === 'sql' && text?.kind !== 'string' && values === undefined) {
    call.sql(text)
    return
  }
  const none: Given = { value: UNDEFINED, span: call.span }
  const on = sayingAt(call.span, shorthands)
  for (const { texts, isSure } of waysToWrite(givenTo(call), args => write(on, ...filledUp(args, none)))) {
    const record = (): void => {
      if (texts instanceof Refusal) refuse(call, sending, texts)
      // What the builder is given it escapes; only plain SQL can hold values that nobody escaped.
      else for (const each of texts) (name === 'sql' ? call.sql : call.boundSql).call(call, stringValue(each))
    }
    if (isSure) record()
    else call.within('conditional', record)
  }
}

interface Sending {
  readonly name: string
  readonly write: Write
  /** Set on the way back that is inferred, which may turn out not to be one. */
  readonly reversed: Told | undefined
}

function filledUp([one, two, three, four, five]: readonly Given[], none: Given) {
  return [one ?? none, two ?? none, three ?? none, four ?? none, five ?? none] as const
}

function refuse(call: HostCall, { name, reversed }: Sending, { why, isThrown }: Refusal): void {
  if (reversed && isThrown) {
    cannotUndo(call, `pgm.${name}()`, reversed)
    return
  }
  const table = OF_A_TABLE.has(name) ? tableOf(call) : undefined
  call.opaque(why, undefined, table && [table])
}

function tableOf(call: HostCall): QualifiedName | undefined {
  const [given] = givenTo(call)
  if (!given || literalIn(given)) return undefined
  const name = nameIn(given)
  if (!name) return given.value.kind === 'string' ? { name: mappedOf(given.value).text } : undefined
  const schema = schemaIn(given)
  const text = nameOf(name.value)
  if (text === undefined) return undefined
  return schema ? { schema: nameOf(schema.value) ?? '', name: text } : { name: text }
}

/** node-pg-migrate throws on the way down; where that is not certain, it is only told. */
function cannotUndo(call: HostCall, method: string, told: Told): void {
  if (call.flow === undefined) {
    told.irreversible ??= method
    return
  }
  call.opaque({
    reason: 'unknown call',
    message: `node-pg-migrate cannot infer what undoes ${method}`,
    remedy: 'Write the way back in a function called down.',
  })
}

const ROWS: Value = unknown('query result', 'the rows are known only at run time')

/** `pgm.db` sends at once: https://salsita.github.io/node-pg-migrate/misc/ */
function databaseOf(reversed: Told | undefined): HostObject {
  const query =
    (name: string): HostMethod =>
    call => {
      if (reversed) {
        cannotUndo(call, `pgm.db.${name}()`, reversed)
        return ROWS
      }
      const [text] = call.args
      const inside = text?.kind === 'object' ? text.properties.value.get('text') : undefined
      call.sql(inside ?? text)
      return call.promise(ROWS)
    }
  return {
    name: 'pgm.db',
    reachesDatabase: true,
    methods: { query: query('query'), select: query('select') },
  }
}
