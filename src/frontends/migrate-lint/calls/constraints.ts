/** Constraints as calls of `op`, and as options of a new table. */
import type { Constraint, ForeignKeyConstraint } from '../../../model/constraint.ts'
import type { QualifiedName } from '../../../model/names.ts'
import type { Unplaced } from '../../../model/operation-base.ts'
import type { AddConstraint, ConstraintOperation } from '../../../model/constraint-operations.ts'
import type { OperationOf } from '../../../model/operation.ts'
import {
  entry,
  flags,
  list,
  method,
  object,
  text,
  texts,
  word,
  type Code,
  type Entry,
  type Method,
} from './code.ts'
import { givenName, nameCode, type Known, type NamedKind } from './names.ts'
import { conditionCode, keyCode } from './values.ts'

type OfKind<K extends Constraint['kind']> = Extract<Constraint, { readonly kind: K }>
type KeyConstraint = OfKind<'primaryKey' | 'unique'>

/** The template of a naming convention for each kind. */
export const TEMPLATES: Readonly<Record<'primaryKey' | 'unique' | 'foreignKey' | 'check', NamedKind>> = {
  primaryKey: 'pk',
  unique: 'uq',
  foreignKey: 'fk',
  check: 'ck',
}

type ConstraintWriters = {
  readonly [K in ConstraintOperation['kind']]?: (
    operation: Unplaced<OperationOf<K>>,
    known: Known,
  ) => Method | undefined
}

/** The calls on constraints; undefined where `op` has no word for a part. */
export const CONSTRAINT_WRITERS: ConstraintWriters = {
  addConstraint,
  dropConstraint(operation) {
    const { name, ifTableExists } = operation
    const table = nameCode(operation.table)
    if (ifTableExists || !table) return undefined
    return method('dropConstraint', [text(name), table], object(flags(operation, 'ifExists', 'cascade')))
  },
  validateConstraint({ name, table, ifTableExists }) {
    const on = nameCode(table)
    return ifTableExists || !on ? undefined : method('validateConstraint', [text(name), on])
  },
  renameConstraint({ name, table, to, ifTableExists }) {
    const on = nameCode(table)
    return ifTableExists || !on ? undefined : method('renameConstraint', [text(name), on, text(to)])
  },
}

function addConstraint(operation: Unplaced<AddConstraint>, known: Known): Method | undefined {
  const { constraint } = operation
  const table = nameCode(operation.table)
  if (operation.ifTableExists || !table || constraint.kind === 'notNull') return undefined
  if (constraint.kind === 'exclude') return exclude(constraint, table)
  const name = givenName(constraint.name, TEMPLATES[constraint.kind], known)
  if (constraint.kind === 'foreignKey') return foreignKey(constraint, name, table)
  if (constraint.kind === 'check') {
    const options = object(flags(constraint, 'notValid', 'noInherit'))
    const isPlain = !constraint.notEnforced && !constraint.deferrable
    return isPlain
      ? method('createCheckConstraint', [name, table, conditionCode(constraint.expression)], options)
      : undefined
  }
  const call = constraint.kind === 'unique' ? 'createUniqueConstraint' : 'createPrimaryKey'
  return method(call, [name, table, texts(constraint.columns)], object(keyOptions(constraint)))
}

function foreignKey(constraint: ForeignKeyConstraint, name: Code, table: Code): Method | undefined {
  const { columns, references } = constraint
  const target = nameCode(references.table)
  if (!target || constraint.notEnforced) return undefined
  const options = object([
    ...referenceOptions(constraint),
    ...flags(constraint, 'notValid'),
    ...deferral(constraint),
  ])
  return method('createForeignKey', [name, table, target, texts(columns), texts(references.columns)], options)
}

function exclude(constraint: OfKind<'exclude'>, table: Code): Method {
  const { name, using, elements, where } = constraint
  const pairs = elements.map(({ part, operator }) => list([keyCode(part), text(operator)]))
  return method(
    'createExcludeConstraint',
    [name === undefined ? word(null) : text(name), table, list(pairs)],
    object([entry('using', using, text), entry('where', where, conditionCode), ...deferral(constraint)]),
  )
}

function keyOptions(constraint: KeyConstraint): readonly (Entry | undefined)[] {
  return [
    ...(constraint.include.length > 0 ? [['include', texts(constraint.include)] as const] : []),
    entry('usingIndex', constraint.usingIndex, text),
    ...(constraint.kind === 'unique' ? flags(constraint, 'nullsNotDistinct') : []),
    ...deferral(constraint),
  ]
}

function referenceOptions({
  onDelete,
  onUpdate,
  match,
}: ForeignKeyConstraint): readonly (Entry | undefined)[] {
  return [entry('onDelete', onDelete, text), entry('onUpdate', onUpdate, text), entry('match', match, text)]
}

/** `deferred` implies `deferrable`. */
function deferral({ deferrable, initiallyDeferred }: Constraint): readonly Entry[] {
  if (initiallyDeferred) return [['initially', text('deferred')]]
  return deferrable ? [['deferrable', word(true)]] : []
}

/** What the options of `op.createTable` say of the constraints; undefined where they have no word for one. */
export function tableConstraints(
  constraints: readonly Constraint[],
  known: Known,
): readonly (Entry | undefined)[] | undefined {
  const of = <K extends Constraint['kind']>(kind: K) =>
    constraints.filter((each): each is OfKind<K> => each.kind === kind)
  const [primary, ...morePrimary] = of('primaryKey')
  const foreignKeys = of('foreignKey').map(each => foreignKeyObject(each, known))
  const rest = constraints.some(({ kind }) => kind === 'exclude' || kind === 'notNull')
  const keys = [...of('primaryKey'), ...of('unique')]
  if (rest || morePrimary.length > 0 || !foreignKeys.every(each => each !== undefined)) return undefined
  if (keys.some(key => key.usingIndex !== undefined) || of('check').some(isBeyondTable)) return undefined
  return [
    entry('primaryKey', primary, key => keyObject(key, known)),
    many(
      'uniques',
      of('unique').map(key => keyObject(key, known)),
    ),
    many('foreignKeys', foreignKeys),
    many(
      'checks',
      of('check').map(check => checkObject(check, known)),
    ),
  ]
}

function many(name: string, items: readonly Code[]): Entry | undefined {
  return items.length > 0 ? [name, list(items)] : undefined
}

/** What a new table has no word for. */
function isBeyondTable({ notValid, notEnforced, deferrable }: OfKind<'check'>): boolean {
  return [notValid, notEnforced, deferrable].some(each => each === true)
}

/** The columns alone where the key is nothing else. */
function keyObject(constraint: KeyConstraint, known: Known): Code {
  const { name, columns, kind } = constraint
  const rest = keyOptions(constraint)
  if (name === undefined && rest.every(each => each === undefined)) return texts(columns)
  return objectOf([nameEntry(name, TEMPLATES[kind], known), ['columns', texts(columns)], ...rest])
}

function foreignKeyObject(constraint: ForeignKeyConstraint, known: Known): Code | undefined {
  const { name, columns, references } = constraint
  const table = nameCode(references.table)
  if (!table || constraint.notValid || constraint.notEnforced) return undefined
  const target = references.columns.length > 0 ? texts(references.columns) : undefined
  return objectOf([
    nameEntry(name, 'fk', known),
    ['columns', texts(columns)],
    ['references', objectOf([['table', table], entry('columns', target, each => each)])],
    ...referenceOptions(constraint),
    ...deferral(constraint),
  ])
}

function checkObject(constraint: OfKind<'check'>, known: Known): Code {
  const { name, expression, noInherit } = constraint
  const condition = conditionCode(expression)
  if (name === undefined && !noInherit) return condition
  return objectOf([nameEntry(name, 'ck', known), ['condition', condition], ...flags(constraint, 'noInherit')])
}

function nameEntry(name: string | undefined, kind: NamedKind, known: Known): Entry | undefined {
  return name === undefined ? undefined : ['name', givenName(name, kind, known)]
}

function objectOf(entries: readonly (Entry | undefined)[]): Code {
  return { kind: 'object', entries: entries.filter(each => each !== undefined) }
}

/** `references: 'users.id'` at a column, or an object; undefined where only the table can say it. */
export function referenceCode(constraint: ForeignKeyConstraint, known: Known): Code | undefined {
  const { name, references, onDelete, onUpdate } = constraint
  const table = nameCode(references.table)
  const [column, ...more] = references.columns
  const beyond = [constraint.match, constraint.notValid, constraint.notEnforced, constraint.deferrable]
  if (!table || more.length > 0 || beyond.some(each => each !== undefined)) return undefined
  if (name !== undefined && known.renames('fk')) return undefined
  const short = shortReference(references.table, column)
  if (name === undefined && !onDelete && !onUpdate && short !== undefined) return text(short)
  return objectOf([
    ['table', table],
    entry('column', column, text),
    entry('name', name, text),
    entry('onDelete', onDelete, text),
    entry('onUpdate', onUpdate, text),
  ])
}

function shortReference({ schema, name }: QualifiedName, column: string | undefined): string | undefined {
  const parts = [name, ...(column === undefined ? [] : [column])]
  return schema === undefined && parts.every(part => /^\w+$/u.test(part)) ? parts.join('.') : undefined
}
