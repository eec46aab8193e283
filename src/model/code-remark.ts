/** What a reader of code noticed about the code itself, besides the operations that it performs. */
import type { Span } from '../source/span.ts'

/** Where a value comes from that is another one each time the migration runs. */
export type Origin = 'random' | 'clock' | 'environment' | 'network'

export type CodeRemark = RemarkBase &
  (
    | AsyncCallback
    | AsyncPredicate
    | CalledCallback
    | PromiseCondition
    | ApplicationImport
    | Nondeterministic
    | InterpolatedValue
  )

/** What every remark carries. */
export interface RemarkBase {
  readonly span: Span
  readonly direction: 'up' | 'down'
}

/** A method drops the promises that its callback gives, and operations run in them. */
export interface AsyncCallback {
  readonly kind: 'asyncCallback'
  /** `forEach`, `map`. */
  readonly method: string
  /** The framework keeps its operations in order by itself. */
  readonly queued?: true | undefined
}

/** A callback that answers a question with a promise, which always counts as true. */
export interface AsyncPredicate {
  readonly kind: 'asyncPredicate'
  /** `filter`, `some`. */
  readonly method: string
}

/** A promise is given where a function belongs: the callback was called instead of passed. */
export interface CalledCallback {
  readonly kind: 'calledCallback'
  /** Source of what was given. */
  readonly source: string
}

/** A promise is used as a condition. */
export interface PromiseCondition {
  readonly kind: 'promiseCondition'
  /** Source of the condition. */
  readonly source: string
}

/** A module of the application is loaded, not only its types. */
export interface ApplicationImport {
  readonly kind: 'applicationImport'
  readonly specifier: string
  readonly names: readonly string[]
}

/** What is done to the schema depends on a value that is another one each time. */
export interface Nondeterministic {
  readonly kind: 'nondeterministic'
  /** Source of the value. */
  readonly source: string
  readonly origin: Origin
}

/** A value that is not known stands in a statement where a parameter could stand. */
export interface InterpolatedValue {
  readonly kind: 'interpolatedValue'
  /** Source of the value. */
  readonly source: string
}

export type RemarkKind = CodeRemark['kind']

/** The remark of a kind. */
export type RemarkOf<K extends RemarkKind> = Extract<CodeRemark, { readonly kind: K }>

/** A remark whose direction its reader does not know yet. */
export type BareRemark = CodeRemark extends infer R
  ? R extends CodeRemark
    ? Omit<R, 'direction'>
    : never
  : never
