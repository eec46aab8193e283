/** Builders of Kysely as objects: their own methods come from a table, what all of them have is here. */
import type { MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import {
  arrayValue,
  hostValue,
  joinValues,
  stringValue,
  truthOf,
  UNDEFINED,
  unknown,
} from '../typescript/value-tools.ts'
import type { HostCall, HostObject, Value } from '../typescript/values.ts'
import { own } from '../typescript/own.ts'
import { more, type Draft } from './draft.ts'
import { aliasOf, expressionValue } from './expression-host.ts'
import { onlyRaw, tree, unreadable, type Part, type Query, type SqlHost } from './parts.ts'
import { render } from './render.ts'
import { saidBy, type Said } from './said.ts'

/** What a call on a builder makes of its draft. */
export type Method = (draft: Draft, said: Said) => Draft

/** One of Kysely's builders. */
export interface Builder {
  /** For messages: `createTable`. */
  readonly name: string
  readonly methods: Readonly<Record<string, Method>>
  /** What it is inside of a statement; undefined where it is a statement itself. */
  readonly verb?: Query['verb'] | undefined
  readonly write: (draft: Draft) => readonly Part[]
  /** A statement that cannot be written out as text, recorded by itself. */
  readonly send?: (draft: Draft, call: HostCall) => boolean
}

/** A clause that holds what could not be understood. */
const LOST = 'lost'

/** A builder as a value; one that is a statement and never executed is remembered. */
export function builderValue(builder: Builder, draft: Draft, call: HostCall): Value {
  const state = { isUsed: false }
  const { verb } = builder
  const embed = (): Part => {
    state.isUsed = true
    return partOfDraft(builder, draft)
  }
  const host: SqlHost = {
    name: builder.name,
    reachesDatabase: verb !== undefined,
    embed,
    otherCall: (method, chained) => {
      state.isUsed = true
      return chain(builder, draft, method, chained)
    },
    ...(isLost(verb)
      ? {
          isInert: true as const,
          settle: late => {
            if (!state.isUsed) send(builder, draft, late)
            return late.promise(UNDEFINED)
          },
        }
      : {}),
  }
  return isLost(verb) ? call.lazy(host) : hostValue(host)
}

/** A select that is never executed may be part of anything; what changes something is lost. */
function isLost(verb: Builder['verb']): boolean {
  return verb !== undefined && verb !== 'select'
}

function partOfDraft({ verb, write }: Builder, draft: Draft): Part {
  const parts = [...(draft.clauses.get(LOST) ?? []), ...write(draft)]
  if (verb === undefined) return tree(draft.span, ...parts)
  const { span, expressions, db } = draft
  return { part: 'query', verb, span, parts, expressions, schema: db.schema }
}

function chain(builder: Builder, draft: Draft, method: string, call: HostCall): Value | undefined {
  const said = saidBy(call, draft.db.kit)
  const ownMethod = own(builder.methods, method)
  if (ownMethod) return builderValue(builder, ownMethod(draft, said), call)
  const shared = own(SHARED, method) ?? (builder.verb === undefined ? undefined : own(EXECUTING, method))
  if (shared) return shared(builder, draft, said)
  const why = unreadable(`${builder.name}().${method}() is not known to this frontend`, 'unknown call')
  return builderValue(builder, more(draft, LOST, why), call)
}

type Shared = (builder: Builder, draft: Draft, said: Said) => Value

const same: Shared = (builder, draft, { call }) => builderValue(builder, draft, call)

/** What every builder has. */
const SHARED: Readonly<Record<string, Shared>> = {
  $call: (builder, draft, { call, args: [callback] }) =>
    call.invoke(callback?.value, [builderValue(builder, draft, call)]),
  $if: (builder, draft, { call, args: [condition, callback] }) => {
    const truth = condition ? truthOf(condition.value) : false
    if (truth === false) return builderValue(builder, draft, call)
    const changed = call.invoke(callback?.value, [builderValue(builder, draft, call)])
    return truth ? changed : joinValues(changed, builderValue(builder, draft, call))
  },
  $castTo: same,
  $narrowType: same,
  $assertType: same,
  $notNull: same,
  withPlugin: same,
  as: (builder, draft, said) => aliasOf(partOfDraft(builder, draft), said.args[0], said),
  $asScalar: scalar,
  $asTuple: scalar,
  toOperationNode: same,
}

function scalar(builder: Builder, draft: Draft, { span, kit }: Said): Value {
  return expressionValue(partOfDraft(builder, draft), span, kit)
}

const rows = unknown('query result', 'the rows are known only at run time')

const execute =
  (result: Value): Shared =>
  (builder, draft, { call }) => {
    send(builder, draft, call)
    return call.promise(result)
  }

/** What the builders of statements have: https://kysely.dev/docs/execution */
const EXECUTING: Readonly<Record<string, Shared>> = {
  execute: execute(rows),
  executeTakeFirst: execute(rows),
  executeTakeFirstOrThrow: execute(rows),
  stream: execute(arrayValue([rows])),
  explain: (builder, draft, { call, span }) => {
    sendPart(tree(span, 'explain ', partOfDraft(builder, draft)), draft.db.schema, span, call)
    return call.promise(rows)
  },
  compile: (builder, draft) => compiledValue(partOfDraft(builder, draft)),
}

/** A compiled query, for `executeQuery`. */
export function compiledValue(part: Part): Value {
  const host: SqlHost = {
    name: 'the compiled query',
    reachesDatabase: false,
    embed: () => part,
    otherwise: name => unknown('run-time value', `.${name} of a compiled query is not followed`),
  }
  return hostValue(host)
}

function send(builder: Builder, draft: Draft, call: HostCall): void {
  if (builder.send?.(draft, call)) return
  sendPart(partOfDraft(builder, draft), draft.db.schema, draft.span, call)
}

/** Sends a statement. */
export function sendPart(part: Part, schema: MappedText | undefined, span: Span, call: HostCall): void {
  const only = onlyRaw(part)
  if (only?.kind === 'unknown') {
    call.sql(only)
    return
  }
  const { text, problem, interpolated } = render(part, span, schema)
  if (problem) call.opaque(problem, span)
  else if (interpolated) call.sql(stringValue(text))
  else call.boundSql(stringValue(text))
}

/** An object without SQL of its own, such as `db.schema`. */
export function moduleHost(name: string, methods: HostObject['methods']): HostObject {
  return { name, reachesDatabase: true, methods }
}
