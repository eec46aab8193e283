/** What a call takes, and the error that says what is wrong with it. */
import { CallError } from '../errors.ts'
import type { Kind } from './kinds.ts'

/** An argument at its place. */
export interface Argument {
  /** For messages: `the column's name`. */
  readonly what: string
  readonly kind: Kind
  readonly example: string
  /** A batch names it already. */
  readonly isTable?: true
  readonly isOptional?: true
}

/** The options of a call: a kind for each. */
export type OptionKinds<O> = { readonly [Name in keyof O]-?: Kind }

/** What a call takes. */
export interface Signature {
  readonly args: readonly Argument[]
  /** Those of the object behind the arguments; absent: there is none. */
  readonly options?: Readonly<Record<string, Kind>>
  /** The options without which the call says nothing, for messages: `{ nullable: true }`. */
  readonly needs?: string
}

/** Throws a CallError where the arguments are not what the call takes. */
export function checkCall(call: string, signature: Signature, given: readonly unknown[]): void {
  const fail = (problem: string): never => {
    throw new CallError(`${call}: ${problem} Write ${exampleOf(call, signature)}.`)
  }
  signature.args.forEach(({ what, kind, isOptional }, i) => {
    const value = given[i]
    if (value === undefined && isOptional) return
    if (value === undefined) fail(`${what} is missing.`)
    if (!kind.is(value)) fail(`${what} is ${shown(value)}, not ${kind.wanted}.`)
  })
  const count = signature.args.length + (signature.options ? 1 : 0)
  if (given.length > count) fail(`it takes ${counted(count)}, not ${String(given.length)}.`)
  const options = given[signature.args.length]
  if (signature.needs !== undefined && options === undefined) fail('the last argument is missing.')
  if (signature.options) checkOptions(call, signature.options, options)
}

/** The same call for a batch, which knows the table. */
export function withoutTable(signature: Signature): Signature {
  return { ...signature, args: signature.args.filter(({ isTable }) => !isTable) }
}

/** `op.dropColumn('users', 'phone')`. */
export function exampleOf(call: string, { args, needs }: Signature): string {
  const needed = args.filter(({ isOptional }) => !isOptional).map(({ example }) => example)
  return `${call}(${[...needed, ...(needs === undefined ? [] : [needs])].join(', ')})`
}

function checkOptions(call: string, options: Readonly<Record<string, Kind>>, given: unknown): void {
  if (given === undefined) return
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new CallError(
      `${call}: the options are ${shown(given)}, not an object. It has ${namesOf(options)}.`,
    )
  }
  for (const [name, value] of Object.entries(given)) {
    const kind = Object.hasOwn(options, name) ? options[name] : undefined
    if (!kind) throw new CallError(`${call}: there is no option ${name}. It has ${namesOf(options)}.`)
    if (value !== undefined && !kind.is(value)) {
      throw new CallError(`${call}: the option ${name} is ${shown(value)}, not ${kind.wanted}.`)
    }
  }
}

function namesOf(options: Readonly<Record<string, Kind>>): string {
  return Object.keys(options).join(', ')
}

function counted(count: number): string {
  return count === 1 ? 'one argument' : `${String(count)} arguments`
}

const LONGEST = 60

function shown(value: unknown): string {
  if (value === '') return 'empty'
  if (typeof value === 'function') return 'a function'
  const text = typeof value === 'object' ? (JSON.stringify(value) as string | undefined) : undefined
  const whole = text ?? (typeof value === 'string' ? `'${value}'` : String(value))
  return whole.length > LONGEST ? `${whole.slice(0, LONGEST)}…` : whole
}
