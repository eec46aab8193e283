/** Builders of Kysely as objects: their own methods come from a table, what all of them have is here. */
import type { QualifiedName } from '../../model/names.ts'
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
import { isGiven } from '../typescript/given.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { more, type Draft } from './draft.ts'
import { aliasOf, expressionValue } from './expression-host.ts'
import {
  isQuery,
  onlyRaw,
  partOf,
  separated,
  tree,
  unreadable,
  type Part,
  type Plugins,
  type Query,
  type SqlHost,
} from './parts.ts'
import { withPlugin } from './plugins.ts'
import { render, tablesIn } from './render.ts'
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
  return { part: 'query', verb, span, parts, expressions, plugins: db.plugins }
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
  withPlugin: (builder, draft, { call, args: [plugin] }) => {
    const plugins = withPlugin(draft.db.plugins, plugin)
    return builderValue(builder, { ...draft, db: { ...draft.db, plugins } }, call)
  },
  as: (builder, draft, said) => aliasOf(partOfDraft(builder, draft), said.args[0], said),
  $asScalar: scalar,
  $asTuple: scalar,
  toOperationNode: same,
}

function scalar(builder: Builder, draft: Draft, { span, kit }: Said): Value {
  return expressionValue(partOfDraft(builder, draft), span, kit)
}

const execute: Shared = (builder, draft, { call }) => call.promise(send(builder, draft, call))

/** What the builders of statements have: https://kysely.dev/docs/execution */
const EXECUTING: Readonly<Record<string, Shared>> = {
  execute,
  executeTakeFirst: execute,
  executeTakeFirstOrThrow: execute,
  stream: (builder, draft, { call }) => call.promise(arrayValue([send(builder, draft, call)])),
  explain: (builder, draft, { call, span, args: [format, options] }) => {
    const how = [partOf(options?.value), isGiven(format) && tree(span, 'format ', textOfGiven(format))]
    const words = how.filter(each => each !== undefined && each !== false)
    const head = words.length > 0 ? tree(span, ' (', separated(span, words), ')') : ''
    const part = tree(span, 'explain', head, ' ', partOfDraft(builder, draft))
    return call.promise(sendPart(part, draft.db.plugins, span, call))
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

function send(builder: Builder, draft: Draft, call: HostCall): Value {
  if (builder.send?.(draft, call)) return rowsOf('')
  return sendPart(partOfDraft(builder, draft), draft.db.plugins, draft.span, call)
}

/** Sends a statement, and gives the rows that come back. */
export function sendPart(part: Part, plugins: Plugins, span: Span, call: HostCall): Value {
  const only = onlyRaw(part)
  if (only?.kind === 'unknown') {
    call.sql(only)
    return rowsOf('')
  }
  const { text, problem, interpolated } = render(part, span, plugins)
  const reads = readsOf(part, plugins)
  if (plugins.problem) call.opaque(plugins.problem, span)
  // What a SELECT gives is not known anyway: which tables it reads is what there is to say.
  else if (problem && reads.length > 0) call.emit({ kind: 'selectRows', reads, functions: [] }, span)
  else if (problem) call.opaque(problem, span)
  else if (interpolated) call.sql(stringValue(text))
  else call.boundSql(stringValue(text))
  return rowsOf(text.text)
}

/** The tables of a SELECT. */
function readsOf(part: Part, plugins: Plugins): readonly QualifiedName[] {
  if (!isQuery(part) || part.verb !== 'select') return []
  return tablesIn(part.parts).map(({ schema = plugins.schema, name }) => ({
    ...(schema && { schema: schema.text }),
    name: name.text,
  }))
}

/** What is asked of the catalogs is whether something exists. */
const CATALOGS =
  /\binformation_schema\b|\bpg_(?:catalog|class|tables|views|indexes|constraint|type|enum|namespace|extension|attribute|trigger)\b|\bto_regclass\b/iu

function rowsOf(text: string): Value {
  return unknown('query result', 'the rows are known only at run time', CATALOGS.test(text))
}

/** An object without SQL of its own, such as `db.schema`. */
export function moduleHost(name: string, methods: HostObject['methods']): HostObject {
  return { name, reachesDatabase: true, methods }
}
