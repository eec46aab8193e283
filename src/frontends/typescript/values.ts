/** What an expression may be worth: known, a string with holes, or unknown for a stated reason. */
import type { Origin } from '../../model/code-remark.ts'
import type { OpaqueReason } from '../../model/opaque-operations.ts'
import type { Flow } from '../../model/operation-base.ts'
import type { BareOperation, Operation } from '../../model/operation.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import type { Cell } from './cells.ts'
import type { ClassNode, FunctionNode } from './nodes.ts'
import type { Tracker } from './tracker.ts'

/** A text whose characters know their source; parts are joined only when somebody reads it. */
export interface StringValue {
  readonly kind: 'string'
  readonly parts: Rope
}

/** A text or two ropes one after the other: appending in a loop stays cheap. */
export type Rope =
  MappedText | { readonly left: Rope; readonly right: Rope; readonly length: number; readonly pieces: number }

export interface PrimitiveValue {
  readonly kind: 'primitive'
  readonly value: number | boolean | bigint | null | undefined
}

export interface ArrayValue {
  readonly kind: 'array'
  readonly elements: Cell<readonly Value[]>
  /** It is a `Set`, or a `Map` whose elements are pairs. */
  readonly collection?: 'set' | 'map' | undefined
  /** The texts of a tagged template before their escapes are read. */
  readonly raw?: Value | undefined
  /** It is what a generator yields; this is what it returns. */
  readonly returned?: Value | undefined
  /** Where it was written. */
  readonly at?: Span | undefined
}

export interface ObjectValue {
  readonly kind: 'object'
  readonly properties: Cell<ReadonlyMap<string, Value>>
  readonly class?: ClassValue | undefined
  /** Getters and setters of a literal. */
  readonly accessors?: ReadonlyMap<string, Accessor> | undefined
  /** What a property that is not listed gives; absent: `undefined`. */
  readonly open?: UnknownValue | undefined
  /** Set when it may be `undefined` as well: the answer to whether it is there. */
  readonly maybe?: UnknownValue | undefined
  readonly at?: Span | undefined
  /** It holds the exports of a module, which are evaluated when they are asked for. */
  readonly isNamespace?: true | undefined
}

/** The functions behind a property. */
export interface Accessor {
  readonly get?: FunctionValue | undefined
  readonly set?: FunctionValue | undefined
}

export interface FunctionValue {
  readonly kind: 'function'
  readonly node: FunctionNode
  readonly scope: Scope
  readonly name: string
  readonly at: Span
  readonly self?: Value | undefined
  /** The class whose method it is, for `super`. */
  readonly home?: ClassValue | undefined
  /** The first arguments, given by `bind`. */
  readonly bound?: readonly Value[] | undefined
  /** Made by code of another file: the call in the migration that led there. */
  readonly from?: Span | undefined
}

export interface ClassValue {
  readonly kind: 'class'
  readonly node: ClassNode
  readonly scope: Scope
  readonly name: string
  readonly parent?: Value | undefined
  readonly statics: Cell<ReadonlyMap<string, Value>>
  readonly at: Span
  /** Made by code of another file: the call in the migration that led there. */
  readonly from?: Span | undefined
}

/** An object of the framework, whose methods the frontend knows. */
export interface HostValue {
  readonly kind: 'host'
  readonly host: HostObject
  readonly tracker?: Tracker | undefined
  /** The function of the code that it stands for. */
  readonly at?: Span | undefined
}

/** A method taken from a value: `list.map`, `queryRunner.query`. */
export interface MethodValue {
  readonly kind: 'method'
  readonly receiver: Value
  readonly name: string
  /** The first arguments, given by `bind`. */
  readonly bound?: readonly Value[] | undefined
  /** Where `bind` stands, and its arguments: who calls the function later says nothing about it. */
  readonly boundAt?: { readonly span: Span; readonly spans: readonly Span[] } | undefined
}

export interface PromiseValue {
  readonly kind: 'promise'
  readonly value: Value
  readonly tracker: Tracker
  /** It is rejected: waiting for it throws this. */
  readonly rejected?: { readonly value: Value; readonly span: Span } | undefined
}

/** A regular expression that may be tried on a known text without the danger of a hang. */
export interface PatternValue {
  readonly kind: 'pattern'
  readonly source: string
  readonly flags: string
}

/** Why a value is another one each time. */
export interface Varying {
  readonly origin: Origin
  /** Source of the expression that gives it. */
  readonly source: string
}

export interface UnknownValue {
  readonly kind: 'unknown'
  readonly reason: OpaqueReason
  /** A phrase: `process.env is known only at run time`. */
  readonly message: string
  /** What would make it known. */
  readonly remedy?: string | undefined
  /** It tells whether something exists in the database: a branch on it is a guard. */
  readonly guard?: true | undefined
  /** It was made from an object that reaches the database, so that calls on it must be reported. */
  readonly carriesRunner?: true | undefined
  /** Set when it is another value each time the migration runs. */
  readonly varying?: Varying | undefined
  /** What the call that gave it started. */
  readonly tracker?: Tracker | undefined
  /** Values of which it may be one: functions among them are read as they may be called. */
  readonly alternatives?: readonly Value[] | undefined
  /** It is certainly one of the alternatives. */
  readonly complete?: true | undefined
  /** Source text of the expression that made it, for placeholders. */
  readonly source?: string | undefined
}

export type Value =
  | StringValue
  | PrimitiveValue
  | ArrayValue
  | ObjectValue
  | FunctionValue
  | ClassValue
  | HostValue
  | MethodValue
  | PromiseValue
  | PatternValue
  | UnknownValue

/** One call of a function. */
export interface Frame {
  readonly self: Value
  readonly home?: ClassValue | undefined
  readonly depth: number
  /** The promise of the nearest async function. */
  readonly tracker: Tracker
  /** Values that may have been returned on one side of an unknown condition. */
  readonly mayReturn: Value[]
  /** What a generator has yielded; undefined elements of a loop that is not known make it unsure. */
  readonly yields?: Value[] | undefined
  readonly args: readonly Value[]
}

/** The variables of a block, function or module. */
export interface Scope {
  readonly variables: Map<string, Cell<Value>>
  readonly parent?: Scope | undefined
  readonly frame: Frame
}

/** A method of the framework: emits operations and gives what the call is worth; nothing means `undefined`. */
export type HostMethod = (call: HostCall) => Value | undefined

/** An object of the framework, as a frontend describes it. */
export interface HostObject {
  /** For messages: `queryRunner`. */
  readonly name: string
  /** What a text says that it is made into; absent: that is not known. */
  readonly text?: StringValue | undefined
  /** Calls `object.method(…)` by the name of the method. */
  readonly methods?: Readonly<Record<string, HostMethod>> | undefined
  /** Plain properties. */
  readonly properties?: Readonly<Record<string, Value>> | undefined
  /** Calls of the object itself: `knex('orders')`, and of it as a template tag. */
  readonly apply?: HostMethod | undefined
  /** `new object(…)`. */
  readonly construct?: HostMethod | undefined
  /** What a property gives that is in no table; absent: unknown. */
  readonly otherwise?: ((property: string) => Value | undefined) | undefined
  /** Calls of methods that are in no table; absent: an opaque operation when the object reaches the database, else unknown. */
  readonly otherCall?: ((method: string, call: HostCall) => Value | undefined) | undefined
  /** It is called when work is done: what is not known and gets it may call it. */
  readonly isCallback?: true | undefined
  /** It can reach the database, so that what is not understood of it must be reported. */
  readonly reachesDatabase: boolean
  /**
   * A builder that does something only when it is awaited, returned or chained with `then`: called once then,
   * or at the end of the migration when that never happened (its operations float).
   */
  readonly settle?: HostMethod | undefined
  /** Waiting for it does nothing: `settle` is what it would have done had it been executed. */
  readonly isInert?: true | undefined
  /** Its calls are `queued`: what something unknown does with it comes behind what is sent at once, and need not be awaited. */
  readonly queues?: true | undefined
}

/** The parts of a tagged template, as a tag of the framework gets them. */
export interface HostTemplate {
  /** The fixed texts, one more than there are values. */
  readonly texts: readonly StringValue[]
}

/** A call of a method of the framework. */
export interface HostCall {
  readonly args: readonly Value[]
  /** Where each argument stands; a spread gives its own place to all its elements. */
  readonly spans: readonly Span[]
  /** The place that findings about the call point at: the call, or its head when it is long. */
  readonly span: Span
  /** The object the method was called on. */
  readonly self: HostValue
  /** Set when the object is used as a template tag; the values are then `args`. */
  readonly template?: HostTemplate | undefined
  /** The code does something with what the call gives. */
  readonly resultUsed: boolean
  /** The same call with other arguments: for objects that leave out what they already know. */
  withArgs(args: readonly Value[]): HostCall
  /** Under which doubt the call is made: for builders that send what several calls said in one statement. */
  readonly flow: Flow | undefined
  /** Records an operation, at the place of the call if no other is given. */
  emit(operation: BareOperation, at?: Span): void
  /** Several operations in one statement: the sub-commands of one ALTER TABLE. */
  emitTogether(
    operations: readonly { readonly operation: BareOperation; readonly at?: Span | undefined }[],
  ): void
  /**
   * The same call for a framework that collects what it is given: it runs as soon as the code around it does, and
   * what it records is sent when the direction has come to its end.
   */
  queued(): HostCall
  /**
   * Reads embedded SQL and records what it says; a value that is no string is recorded as opaque. `refine` adds to an
   * operation what the framework knows and its SQL does not say.
   */
  sql(text: Value | undefined, sending?: 'together' | 'apart', refine?: Refine): void
  /** The same for a template whose values the framework sends as parameters. */
  boundSql(text: Value | undefined): void
  /** Records that the call could not be read, because of a value or for a stated reason. */
  opaque(why: Why, at?: Span, tables?: readonly QualifiedName[]): void
  /** Calls a function that the code gave, and waits for what it returns. */
  invoke(callback: Value | undefined, args: readonly Value[]): Value
  /** Sets a property of an object that the code made. */
  set(object: Value, name: string, value: Value): void
  /** Calls a function of the code back, once the work is done; what it gives is dropped. */
  callBack(callback: Value | undefined, args: readonly Value[]): void
  /** A promise of the work in whose callbacks this call stands: to call back after it is to wait for it. */
  underway(): Value
  /** Waits for a value, as the framework does with a promise that it was given. */
  wait(value: Value): Value
  /** What the framework returns as a promise: the operations of this call float until it is awaited. */
  promise(value: Value): Value
  /** A builder with `settle`, registered so that it is not lost when nobody awaits it. */
  lazy(host: HostObject): Value
  /** Runs a part of the work as something that may not happen. */
  within<T>(flow: 'conditional' | 'guarded' | 'repeated', work: () => T): T
}

/** An operation with more that is known of it. */
export type Refine = (operation: Operation) => Operation

/** Why something is opaque: what is unknown, and what would help. */
export interface Why {
  readonly reason: OpaqueReason
  readonly message: string
  readonly remedy?: string | undefined
}
