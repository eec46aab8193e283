/** The `sql` tag and its helpers: https://kysely-org.github.io/kysely-apidoc/interfaces/Sql.html */
import type { Span } from '../../source/span.ts'
import { listOf, type Given } from '../typescript/given.ts'
import { hostValue, mappedOf, UNDEFINED, unknown } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from '../typescript/values.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { compiledValue, sendPart } from './builder.ts'
import { pluginsOf } from './db-host.ts'
import { aliasOf } from './expression-host.ts'
import { valueOf } from './expressions.ts'
import { identifier, referenceNamed, tableOf } from './names.ts'
import {
  isQuery,
  operand,
  partOf,
  raw,
  separated,
  tree,
  unreadable,
  type Part,
  type SqlHost,
} from './parts.ts'
import { notKnown, saidBy, type Kit, type Said } from './said.ts'

/** `sql` as a tag, with its helpers. */
export function sqlTag(kit: Kit): HostObject {
  const fragment =
    (write: (said: Said) => Part): HostMethod =>
    call =>
      rawValue(tree(call.span, write(saidBy(call, kit))), call, kit)
  const value = fragment(said => (said.args[0] ? valueOf(said.args[0], said) : 'null'))
  const literal = fragment(({ args: [given] }) =>
    given ? { part: 'parameter', given, immediate: true } : '',
  )
  return {
    name: 'sql',
    reachesDatabase: false,
    apply: call => template(call, kit),
    methods: {
      ref: fragment(({ args: [name] }) => (name ? referenceNamed(textOfGiven(name), name.span) : '')),
      table: fragment(({ args: [name] }) => (name ? tableOf(name, 'reference') : '')),
      id: fragment(({ args, span }) => separated(span, args.map(identifier), '.')),
      val: value,
      value,
      lit: literal,
      literal,
      raw: fragment(({ args: [text] }) => (text ? raw(text) : '')),
      join: fragment(join),
    },
  }
}

function join(said: Said): Part {
  const [list, separator] = said.args
  if (list?.value.kind !== 'array') return unreadable('the list of sql.join() is not known')
  const parts = listOf(list).map(each => inside(each, said))
  const between = separator ? inside(separator, said) : ', '
  return tree(said.span, ...parts.flatMap((part, i) => (i === 0 ? [part] : [between, part])))
}

function template(call: HostCall, kit: Kit): Value {
  const said = saidBy(call, kit)
  const texts = call.template?.texts
  if (!texts) return unknown('unknown call', 'sql is a tag, which is called as a function here')
  const parts = texts.flatMap((text, i): readonly Part[] => {
    const value = said.args[i]
    return value ? [mappedOf(text), inside(value, said)] : [mappedOf(text)]
  })
  return rawValue({ ...tree(call.span, ...parts), isText: true }, call, kit)
}

/** What stands in a template: queries that change something without parentheses, what is not known as what it is called. */
function inside(given: Given, said: Said): Part {
  const part = partOf(given.value)
  if (part !== undefined) return isQuery(part) && part.verb !== 'select' ? part : operand(part)
  // What other code makes may be a piece of SQL as well as a value: a name stands for both.
  if (mayBeSql(given.value)) return textOfGiven(given)
  return valueOf(given, said)
}

/** Times, random numbers and new objects are values. */
function mayBeSql(value: Value): boolean {
  if (value.kind !== 'unknown' || value.varying || /^new\b/u.test(value.source ?? '')) return false
  return value.reason === 'other file' || value.reason === 'unknown call'
}

/** A piece of SQL, which can be executed. */
export function rawValue(part: Part, call: HostCall, kit: Kit): Value {
  const state = { isUsed: false }
  const { span } = call
  const use = (): Part => {
    state.isUsed = true
    return part
  }
  const same: HostMethod = chained => rawValue(use(), chained, kit)
  const host: SqlHost = {
    name: 'sql',
    reachesDatabase: true,
    embed: use,
    properties: { isRawBuilder: { kind: 'primitive', value: true } },
    methods: {
      execute: chained => execute(use(), span, chained),
      compile: () => compiledValue(use()),
      as: chained => aliasOf(use(), saidBy(chained, kit).args[0], saidBy(chained, kit)),
      $castTo: same,
      $notNull: same,
      withPlugin: same,
      toOperationNode: same,
    },
    isInert: true,
    settle: late => {
      if (!state.isUsed) sendPart(part, {}, span, late)
      return late.promise(UNDEFINED)
    },
  }
  return isStatement(part) ? call.lazy(host) : hostValue(host)
}

/** A piece that changes something by itself, so that it is lost when nobody executes it. */
const STATEMENT =
  /^(?:\s|--[^\n]*\n)*(?:create|alter|drop|insert\s+into|update|delete\s+from|merge\s+into|truncate|comment\s+on|grant|revoke|refresh\s+materialized|reindex|do\s+\$)\s/iu

function isStatement(part: Part): boolean {
  return STATEMENT.test(firstText(part))
}

function firstText(part: Part | undefined): string {
  if (typeof part === 'string') return part
  if (!part) return ''
  if (!('part' in part)) return part.text
  if (part.part === 'raw') return part.text.text
  return part.part === 'tree' ? firstText(part.parts.find(each => each !== '')) : ''
}

function execute(part: Part, span: Span, call: HostCall): Value {
  const plugins = pluginsOf(call.args[0])
  const query: Part = { part: 'query', verb: 'schema', span, parts: [part], expressions: [], plugins }
  return call.promise(sendPart(query, plugins, span, call))
}

/** `CompiledQuery.raw(text)` */
export function compiledRaw(said: Said): Value {
  const [text] = said.args
  if (!text) return compiledValue('')
  if (text.value.kind !== 'string') return compiledValue(notKnown(text.value, 'the SQL is not a text'))
  return compiledValue(raw(text))
}
