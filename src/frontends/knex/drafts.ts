/** What a builder of Knex has been told so far, before it is sent. */
import type { Flow } from '../../model/operation-base.ts'
import type { MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { givenTo, type Given } from '../typescript/given.ts'
import type { HostCall, HostObject, Value } from '../typescript/values.ts'

/** One call on a builder. */
export interface Step {
  readonly method: string
  readonly args: readonly Given[]
  readonly span: Span
  /** The doubt under which the call was made. */
  readonly flow?: Flow | undefined
}

/** A call as a step of its builder. */
export function stepOf(method: string, call: HostCall): Step {
  return { method, args: givenTo(call), span: call.span, flow: call.flow }
}

/** A column that `t.string('email')` began and the calls behind it went on with. */
export interface ColumnDraft extends Step {
  readonly modifiers: Map<string, readonly Given[]>
  /** Set by `.alter()`. */
  alter?: { readonly nullable: boolean; readonly type: boolean } | undefined
}

/** A statement of a table builder besides its columns; what a foreign key says comes in any order. */
export interface TableStep extends Step {
  readonly parts: Map<string, Given>
}

/** A table that is being made or altered. */
export interface TableDraft {
  readonly mode: 'create' | 'createIfNot' | 'createLike' | 'alter'
  readonly name: Given
  readonly like?: Given | undefined
  readonly schema?: Given | undefined
  readonly span: Span
  readonly columns: ColumnDraft[]
  readonly steps: TableStep[]
  readonly checks: Step[]
  readonly single: Map<string, Given>
}

/** A statement, and the doubt whether it is sent. */
export interface Statement {
  readonly text: MappedText
  readonly flow?: Flow | undefined
}

/** A builder whose SQL can stand inside another statement. */
export interface SqlHost extends HostObject {
  /** Its SQL; asking for it makes it a part of something else, so that it is not lost when nobody awaits it. */
  readonly embed: () => MappedText
}

/** The SQL of a raw piece or a query used inside another statement. */
export function rawOf(value: Value): MappedText | undefined {
  if (value.kind !== 'host' || !('embed' in value.host)) return undefined
  return (value.host as SqlHost).embed()
}
