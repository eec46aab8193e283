/** The `t` of `createTable('orders', t => …)`. */
import { own } from '../typescript/own.ts'
import { isColumnMethod } from './column-types.ts'
import { MODIFIERS, WITHOUT_EFFECT } from './column-compiler.ts'
import { stepOf, type ColumnDraft, type Step, type TableDraft, type TableStep } from './drafts.ts'
import { isStepMethod } from './table-steps.ts'
import { hostValue, primitive, stringValue, textAt, UNDEFINED } from '../typescript/value-tools.ts'
import type { HostCall, HostObject, Value } from '../typescript/values.ts'
import { sliceMapped } from '../../source/mapped-text.ts'
import { type Given, is, isGiven, option, textIn } from '../typescript/given.ts'
import { textOfGiven } from '../typescript/written-sql.ts'

/** A table builder that fills a draft. */
export function tableBuilder(draft: TableDraft): HostObject {
  return {
    name: 'table',
    reachesDatabase: true,
    otherCall(method, call) {
      const step = stepOf(method, call)
      if (isColumnMethod(method)) return hostValue(columnBuilder(addColumn(draft, step), draft))
      if (isStepMethod(method) && !(method === 'check' && draft.mode !== 'alter'))
        return addStep(draft, step, call)
      return own(OTHER, method)?.(draft, step, call)
    },
  }
}

type TableMethod = (draft: TableDraft, step: Step, call: HostCall) => Value

/** What is neither a column nor a statement of its own. */
const OTHER: Readonly<Record<string, TableMethod>> = {
  timestamps: (draft, step) => {
    addTimestamps(draft, step)
    return UNDEFINED
  },
  dropTimestamps: (draft, step, call) => {
    const names = is(step.args[0], true) ? ['createdAt', 'updatedAt'] : ['created_at', 'updated_at']
    const args = names.map(name => ({ value: textAt(name, step.span), span: step.span }))
    return addStep(draft, { ...step, method: 'dropColumns', args }, call)
  },
  check: (draft, step, call) => {
    draft.checks.push(step)
    return call.self
  },
  comment: setSingle,
  inherits: setSingle,
  // Only for MySQL, or for hooks of the application: nothing for PostgreSQL.
  engine: nothing,
  charset: nothing,
  collate: nothing,
  queryContext: nothing,
}

function nothing(_draft: TableDraft, _step: Step, call: HostCall): Value {
  return call.self
}

function setSingle(draft: TableDraft, step: Step): Value {
  const [value] = step.args
  if (value) draft.single.set(step.method, value)
  return UNDEFINED
}

function addColumn(draft: TableDraft, step: Step): ColumnDraft {
  const column: ColumnDraft = { ...step, modifiers: new Map() }
  draft.columns.push(column)
  return column
}

function addStep(draft: TableDraft, step: Step, call: HostCall): Value {
  const added: TableStep = { ...step, parts: new Map() }
  draft.steps.push(added)
  return step.method === 'foreign' ? hostValue(foreignBuilder(added)) : call.self
}

/** `created_at` and `updated_at`, with time zone whatever the first argument says. */
function addTimestamps(draft: TableDraft, step: Step): void {
  const [first, second, third] = step.args
  const options = first?.value.kind === 'object' ? first : undefined
  const withDefault = is(options ? option(options, 'defaultToNow') : second, true)
  const camel = is(options ? option(options, 'useCamelCase') : third, true)
  const { span } = step
  for (const name of camel ? ['createdAt', 'updatedAt'] : ['created_at', 'updated_at']) {
    const args = [{ value: textAt(name, span), span }]
    const column = addColumn(draft, { ...step, method: 'timestamp', args })
    if (!withDefault) continue
    column.modifiers.set('nullable', [{ value: primitive(false), span }])
    column.modifiers.set('defaultTo', [{ value: hostValue(now(step)), span }])
  }
}

function now({ span }: Step): HostObject & { readonly embed: () => ReturnType<typeof textOfGiven> } {
  const given = { value: textAt('CURRENT_TIMESTAMP', span), span }
  return { name: 'raw', reachesDatabase: false, embed: () => textOfGiven(given) }
}

/** The column that a type method gave: modifiers, keys, and a foreign key once `references` was called. */
function columnBuilder(column: ColumnDraft, draft: TableDraft): HostObject {
  const increments = /increments$/iu.test(column.method)
  let foreign: TableStep | undefined
  return {
    name: 'column',
    reachesDatabase: true,
    otherCall(method, call) {
      const step = stepOf(method, call)
      const modifier = own(MODIFIERS, method)
      if (modifier) column.modifiers.set(modifier, step.args)
      else if (method === 'notNullable' || method === 'notNull') {
        column.modifiers.set('nullable', [{ value: primitive(false), span: step.span }])
      } else if (method === 'alter') column.alter = alterOptions(step.args[0])
      else if (['index', 'primary', 'unique'].includes(method)) {
        if (!increments) addStep(draft, keyStep(column, step), call)
      } else if (method === 'references') {
        foreign = { ...step, method: 'foreign', args: column.args.slice(0, 1), parts: new Map() }
        draft.steps.push(foreign)
        setForeignPart(foreign, step)
      } else if (!(foreign && setForeignPart(foreign, step)) && !WITHOUT_EFFECT.has(method)) {
        return tableMethod(method, draft, call)
      }
      return call.self
    },
  }
}

/** In ALTER TABLE the column builder also has the methods of the table. */
function tableMethod(method: string, draft: TableDraft, call: HostCall): Value | undefined {
  return tableBuilder(draft).otherCall?.(method, call)
}

/** `t.string('email').unique(name)` says `t.unique('email', name)`. */
function keyStep(column: ColumnDraft, step: Step): Step {
  return { ...step, args: [...column.args.slice(0, 1), ...step.args] }
}

function alterOptions(options: Given | undefined): NonNullable<ColumnDraft['alter']> {
  return {
    nullable: !is(option(options, 'alterNullable'), false),
    type: !is(option(options, 'alterType'), false),
  }
}

/** `t.foreign('customer_id').references('id').inTable('customers')`. */
function foreignBuilder(foreign: TableStep): HostObject {
  return {
    name: 'foreign key',
    reachesDatabase: true,
    otherCall: (method, call) => (setForeignPart(foreign, stepOf(method, call)) ? call.self : undefined),
  }
}

const FOREIGN_PARTS: Readonly<Record<string, string>> = {
  references: 'references',
  on: 'inTable',
  inTable: 'inTable',
  onDelete: 'onDelete',
  onUpdate: 'onUpdate',
  withKeyName: 'keyName',
  deferrable: 'deferrable',
}

function setForeignPart({ parts }: TableStep, { method, args: [given] }: Step): boolean {
  const part = own(FOREIGN_PARTS, method)
  if (part === undefined) return false
  if (!isGiven(given)) return true
  const dotted = part === 'references' ? textIn(given)?.split('.') : undefined
  if (dotted?.length === 2) {
    const text = textOfGiven(given)
    const dot = text.text.indexOf('.')
    parts.set('inTable', { ...given, value: stringValue(sliceMapped(text, 0, dot)) })
    parts.set('references', { ...given, value: stringValue(sliceMapped(text, dot + 1)) })
  } else parts.set(part, given)
  return true
}
