/** Calls of the framework's own methods. */
import type { Flow } from '../../model/operation-base.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { Span } from '../../source/span.ts'
import { readOnce } from './branches.ts'
import type { CallSite, Interpreter } from './interpreter.ts'
import { setProperty } from './patterns.ts'
import type { Said } from './sink.ts'
import { noteCalled } from './pending.ts'
import { createTracker, type Tracker } from './tracker.ts'
import { whileUnderway } from './underway.ts'
import { noteDecidedByValues } from './varying.ts'
import { isPlaceholderOnly, mappedOf, UNDEFINED, unknown } from './value-tools.ts'
import type { Frame, HostCall, HostMethod, HostObject, HostValue, Refine, Value, Why } from './values.ts'

/** Calls a method of the framework; undefined when it gives nothing. */
export function callHost(
  interpreter: Interpreter,
  method: HostMethod,
  self: HostValue,
  site: CallSite,
): Value {
  const tracker = createTracker()
  if (self.tracker) tracker.children.push(self.tracker)
  const call = new KitCall(interpreter, self, site, tracker)
  const before = interpreter.sink.size
  const result = method(call)
  noteDecidedByValues(interpreter, before, site.args)
  // A callback that was waited for is part of the call, even when the call itself records nothing.
  const pending = call.progress.emitted || tracker.children.length > 0
  if (result?.kind === 'host') return pending ? { ...result, tracker } : result
  if (result) return result
  return pending ? { kind: 'promise', value: UNDEFINED, tracker } : UNDEFINED
}

/** A call of a method that the frontend does not know. */
export function callUnknownMethod(
  interpreter: Interpreter,
  self: HostValue,
  name: string,
  site: CallSite,
): Value {
  const { host } = self
  const { otherCall } = host
  if (otherCall) {
    const before = interpreter.sink.size
    let known = true
    const result = callHost(
      interpreter,
      call => {
        const value = otherCall(name, call)
        known = value !== undefined || interpreter.sink.size > before
        return value
      },
      self,
      site,
    )
    if (known) return result
  }
  const why = unknown('unknown call', `${host.name}.${name}() is not known to this frontend`)
  if (!host.reachesDatabase) return why
  return callHost(
    interpreter,
    call => {
      call.opaque({ ...why, remedy: 'Write the change with a documented method, or as SQL.' })
      return call.promise({ ...why, carriesRunner: true })
    },
    self,
    site,
  )
}

/** Runs a builder that does something when it is awaited; a second time it gives nothing new. */
export function settleHost(interpreter: Interpreter, value: HostValue, frame: Frame): Value {
  const { settle } = value.host
  const site = interpreter.lazy.get(value.host)
  if (!settle || !site) {
    if (value.tracker) frame.tracker.children.push(value.tracker)
    return value
  }
  interpreter.lazy.delete(value.host)
  const result = callHost(interpreter, settle, value, { ...site, frame })
  return interpreter.settle(result, frame)
}

/** The view of a call that a frontend gets. */
class KitCall implements HostCall {
  readonly args: readonly Value[]
  readonly spans: readonly Span[]
  readonly span: Span
  readonly self: HostValue
  readonly template: HostCall['template']
  readonly resultUsed: boolean
  private readonly interpreter: Interpreter
  /** It knows its place, as a builder may be settled elsewhere. */
  private readonly site: CallSite
  private readonly tracker: Tracker
  /** Shared by all views of the same call. */
  readonly progress: { emitted: boolean }
  private readonly isQueued: boolean

  constructor(
    interpreter: Interpreter,
    self: HostValue,
    site: CallSite,
    tracker: Tracker,
    progress = { emitted: false },
    isQueued = false,
  ) {
    this.interpreter = interpreter
    const place = site.place ?? interpreter.place
    this.site = site.place === place ? site : { ...site, place }
    this.tracker = tracker
    this.progress = progress
    this.isQueued = isQueued
    this.self = self
    this.args = site.args
    this.spans = site.spans
    this.span = site.span
    this.template = site.template
    this.resultUsed = site.resultUsed
  }

  get flow(): Flow | undefined {
    return this.interpreter.flow.current()
  }

  withArgs(args: readonly Value[]): HostCall {
    const site = { ...this.site, args, spans: args.map(() => this.span) }
    return new KitCall(this.interpreter, this.self, site, this.tracker, this.progress, this.isQueued)
  }

  queued(): HostCall {
    this.site.frame.tracker.children.push(this.tracker)
    return new KitCall(this.interpreter, this.self, this.site, this.tracker, this.progress, true)
  }

  emit(operation: BareOperation, at?: Span): void {
    this.record([{ operation, span: at ?? this.span }])
  }

  emitTogether(
    operations: readonly { readonly operation: BareOperation; readonly at?: Span | undefined }[],
  ): void {
    this.record(operations.map(({ operation, at }) => ({ operation, span: at ?? this.span })))
  }

  sql(text: Value | undefined, sending: 'together' | 'apart' = 'together', refine?: Refine): void {
    this.readSql(text, sending, false, refine)
  }

  boundSql(text: Value | undefined): void {
    this.readSql(text, 'together', true)
  }

  private readSql(
    text: Value | undefined,
    sending: 'together' | 'apart',
    bound: boolean,
    refine?: Refine,
  ): void {
    if (text?.kind === 'unknown' && text.alternatives?.some(each => each.kind === 'string')) {
      for (const each of text.alternatives) {
        if (each.kind === 'string')
          this.within('conditional', () => {
            this.readSql(each, sending, bound, refine)
          })
      }
      const { alternatives: _, complete, ...rest } = text
      if (!complete) this.readSql(rest, sending, bound, refine)
    } else if (text?.kind === 'unknown') {
      const message = `The SQL cannot be read: ${text.message}.`
      const remedy = text.remedy ?? (text.reason === 'other file' ? SQL_OF_ANOTHER_FILE : undefined)
      this.opaque({ ...text, message, remedy }, this.spans[0])
    } else if (text?.kind !== 'string') {
      this.opaque({ reason: 'unknown call', message: 'The SQL is not a text.' }, this.spans[0])
    } else if (isPlaceholderOnly(mappedOf(text))) {
      this.opaque({ reason: 'run-time value', message: 'The SQL is known only at run time.' }, this.spans[0])
    } else {
      this.progress.emitted = true
      this.interpreter.sink.addSql(mappedOf(text), sending, this.circumstances(), {
        resultUsed: this.resultUsed,
        call: this.span,
        bound,
        refine,
      })
    }
  }

  opaque(why: Why, at?: Span, tables?: readonly QualifiedName[]): void {
    const { reason, message, remedy } = why
    const sentence = asSentence(message)
    this.emit(
      {
        kind: 'opaque',
        reason,
        message: sentence,
        ...(remedy === undefined ? {} : { remedy }),
        ...(tables ? { tables } : {}),
      },
      at,
    )
  }

  invoke(callback: Value | undefined, args: readonly Value[]): Value {
    if (!callback || noteCalled(this.interpreter, callback, this.spanOfArg(callback))) return UNDEFINED
    const site = { ...this.site, args, spans: args.map(() => this.span), frame: this.frame() }
    return this.wait(this.interpreter.call(callback, site))
  }

  callBack(callback: Value | undefined, args: readonly Value[]): void {
    if (!callback || noteCalled(this.interpreter, callback, this.spanOfArg(callback))) return
    const site = { ...this.site, args, spans: args.map(() => this.span), frame: this.frame() }
    whileUnderway(this.interpreter, this.tracker, () => this.interpreter.call(callback, site))
  }

  underway(): Value {
    const tracker: Tracker = { children: [...this.interpreter.underway] }
    return { kind: 'promise', value: UNDEFINED, tracker }
  }

  set(object: Value, name: string, value: Value): void {
    setProperty(this.interpreter, object, name, value, this.site)
  }

  wait(value: Value): Value {
    return this.interpreter.settle(value, this.frame())
  }

  promise(value: Value): Value {
    return { kind: 'promise', value, tracker: this.tracker }
  }

  lazy(host: HostObject): Value {
    this.interpreter.lazy.set(host, this.site)
    return { kind: 'host', host, tracker: this.tracker }
  }

  within<T>(flow: 'conditional' | 'guarded' | 'repeated', work: () => T): T {
    let result: { readonly value: T } | undefined
    readOnce(this.interpreter, flow, () => {
      result = { value: work() }
    })
    return result ? result.value : work()
  }

  private spanOfArg(value: Value): Span | undefined {
    return this.spans[this.args.indexOf(value)]
  }

  private record(said: readonly Said[]): void {
    this.progress.emitted = true
    this.interpreter.sink.add(said, this.circumstances())
  }

  private circumstances() {
    const { interpreter, tracker, site, isQueued } = this
    const isAtHome = site.span.file === interpreter.entry
    const place = isAtHome ? site.span : site.place
    return { flow: interpreter.flow.current(), tracker, place, queued: isQueued }
  }

  private frame(): Frame {
    return { ...this.site.frame, tracker: this.tracker }
  }
}

/** A phrase as a sentence; names of code keep their case. */
function asSentence(phrase: string): string {
  const start = /^[a-z]+ /u.test(phrase) ? phrase.charAt(0).toUpperCase() + phrase.slice(1) : phrase
  return start.endsWith('.') ? start : `${start}.`
}

const SQL_OF_ANOTHER_FILE =
  'Write the SQL in the migration itself: what another file says may change after the migration was written.'
