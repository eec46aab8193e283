/** What is different in one schema state from another: the comparison of a downgrade with what it should bring back. */
import { describeConstraint } from './describe-constraint.ts'
import { keyOf } from './resolve.ts'
import { normalType } from './same-type.ts'
import type {
  ColumnState,
  ConstraintState,
  DomainState,
  IndexState,
  ObjectKey,
  SchemaState,
  TableState,
} from './schema-state.ts'

/** One object that is `missing` in the second state, `extra` in it, or `changed`. */
export interface SchemaDifference {
  readonly change: 'missing' | 'extra' | 'changed'
  readonly objectType: string
  /** As people write it: `orders.total`. */
  readonly name: string
  /** The table it belongs to, or its own key. */
  readonly owner: ObjectKey
  /** Its name within the owner; absent for the owner itself. */
  readonly part?: string | undefined
  /** Of a change: the property with both of its values, `type: integer instead of bigint`. */
  readonly detail?: string | undefined
}

/** Compares two states. What either of them is not sure about is left out; a missing table is not taken apart. */
export function differencesOf(wanted: SchemaState, found: SchemaState): readonly SchemaDifference[] {
  const differences: SchemaDifference[] = []
  /** Gives what stands only in the second state and is to be left out. */
  const whole = <T extends { readonly name: string }>(
    objectType: string,
    one: Keyed<T>,
    other: Keyed<T>,
    compare: (a: T, b: T) => readonly SchemaDifference[],
    isLeftOut: (value: T) => boolean = () => false,
  ): readonly T[] => {
    let shared = 0
    one.forEach((value, key) => {
      const counterpart = other.get(key)
      if (counterpart) shared++
      if (counterpart === value || isUnsure(wanted, found, key)) return
      if (!counterpart) differences.push({ change: 'missing', objectType, name: value.name, owner: key })
      else differences.push(...compare(value, counterpart))
    })
    const leftOut: T[] = []
    if (shared === other.size) return leftOut
    other.forEach((value, key) => {
      if (one.has(key)) return
      if (isLeftOut(value)) leftOut.push(value)
      else if (!isUnsure(wanted, found, key))
        differences.push({ change: 'extra', objectType, name: value.name, owner: key })
    })
    return leftOut
  }
  // An index may have been dropped by its name alone, so that its table was not known.
  const compareTables = (a: TableState, b: TableState) =>
    tableDifferences(a, b).filter(({ part = '' }) => !isUnsure(wanted, found, keyOf(a.schema, part)))
  if (wanted.tables !== found.tables) {
    const isOld = ({ createdIn }: TableState) => createdIn < 0
    const unseen = whole('table', wanted.tables, found.tables, compareTables, isOld)
    // A table that no migration made is one from before the history, of which nothing had been seen yet.
    for (const table of unseen) differences.push(...compareTables({ ...table, ...NOTHING_SEEN }, table))
  }
  whole('view', wanted.views, found.views, (a, b) =>
    sameText(a.query, b.query) ? [] : [changed('view', a.name, a.key, undefined, 'its query')],
  )
  whole('enum', wanted.enums, found.enums, (a, b) =>
    partDifferences('enum value', a, valuesOf(a.values), valuesOf(b.values), () => undefined),
  )
  whole('domain', wanted.domains, found.domains, (a, b) => {
    const detail = domainDetail(a, b)
    return detail === undefined ? [] : [changed('domain', a.name, a.key, undefined, detail)]
  })
  if (wanted.objects !== found.objects)
    for (const type of OBJECT_TYPES) whole(type, objectsOf(wanted, type), objectsOf(found, type), () => [])
  return differences
}

/** The difference in words: `column orders.total is missing`. */
export function describeDifference({ change, objectType, name, detail = '' }: SchemaDifference): string {
  const texts = { missing: 'is missing', extra: 'is there besides', changed: `is not the same: ${detail}` }
  return `${objectType} ${name} ${texts[change]}`
}

const NOTHING_SEEN = { columns: [], constraints: [], indexes: [] }

interface Keyed<T> {
  readonly size: number
  forEach(look: (value: T, key: string) => void): unknown
  get(key: string): T | undefined
  has(key: string): boolean
}

/** Others, such as extensions and schemas, are often meant to stay. */
const OBJECT_TYPES = ['trigger', 'policy', 'rule', 'function', 'procedure', 'sequence', 'type'] as const

function objectsOf(state: SchemaState, type: string): Map<string, { readonly name: string }> {
  const found = new Map<string, { readonly name: string }>()
  for (const [key, object] of state.objects) {
    // The sequence of a serial column comes and goes with the column.
    if (object.objectType === type && object.column === undefined) found.set(key, object)
  }
  return found
}

function valuesOf(values: readonly { readonly value: string }[]): readonly { readonly name: string }[] {
  return values.map(({ value }) => ({ name: value }))
}

function isUnsure(wanted: SchemaState, found: SchemaState, key: string): boolean {
  return wanted.unsure.has(key) || found.unsure.has(key)
}

function changed(
  objectType: string,
  name: string,
  owner: ObjectKey,
  part: string | undefined,
  detail: string,
): SchemaDifference {
  return { change: 'changed', objectType, name, owner, part, detail }
}

function tableDifferences(a: TableState, b: TableState): readonly SchemaDifference[] {
  const unsure = new Set([...a.unsure, ...b.unsure])
  return [
    ...partDifferences('column', a, own(a.columns), own(b.columns), columnDetail),
    ...partDifferences('constraint', a, ...comparable(a, b), constraintDetail),
    ...partDifferences('index', a, ...standing(a, b), indexDetail),
  ].filter(({ part }) => part === undefined || !unsure.has(part))
}

/** Compares parts of one object by name. */
function partDifferences<T extends { readonly name: string }>(
  objectType: string,
  { key: owner, name: ownerName }: { readonly key: ObjectKey; readonly name: string },
  wanted: readonly T[],
  found: readonly T[],
  detailOf: (a: T, b: T) => string | undefined,
): readonly SchemaDifference[] {
  const base = (part: string) => ({ objectType, name: `${ownerName}.${part}`, owner, part })
  const counterparts = new Map(found.map(each => [each.name, each]))
  const names = new Set(wanted.map(each => each.name))
  return [
    ...wanted.flatMap((each): readonly SchemaDifference[] => {
      const counterpart = counterparts.get(each.name)
      if (!counterpart) return [{ change: 'missing', ...base(each.name) }]
      const detail = each === counterpart ? undefined : detailOf(each, counterpart)
      return detail === undefined ? [] : [{ change: 'changed', ...base(each.name), detail }]
    }),
    ...found
      .filter(each => !names.has(each.name))
      .map((each): SchemaDifference => ({ change: 'extra', ...base(each.name) })),
  ]
}

function own<T extends { readonly inherited?: true | undefined }>(parts: readonly T[]): readonly T[] {
  return parts.filter(part => !part.inherited)
}

/**
 * Both sides' constraints, a NOT NULL apart, which is compared with its column. One whose name PostgreSQL chose and
 * that the other side does not have by that name goes by what it demands: such a name is nothing to bring back.
 */
function comparable(
  a: TableState,
  b: TableState,
): readonly [readonly ConstraintState[], readonly ConstraintState[]] {
  const [wanted, found] = [compared(a), compared(b)]
  const left = unmatched(wanted, found)
  const right = unmatched(found, wanted)
  const unnamed = [...left, ...right]
    .filter(each => !each.named)
    .map(({ definition }) => describeConstraint(definition))
  const generic = (each: ConstraintState): ConstraintState => {
    const text = describeConstraint(each.definition)
    return unnamed.includes(text) ? { ...each, name: text } : each
  }
  return [
    wanted.map(each => (left.includes(each) ? generic(each) : each)),
    found.map(each => (right.includes(each) ? generic(each) : each)),
  ]
}

function compared({ constraints }: TableState): readonly ConstraintState[] {
  return own(constraints).filter(({ definition }) => definition.kind !== 'notNull')
}

function unmatched(
  constraints: readonly ConstraintState[],
  others: readonly ConstraintState[],
): readonly ConstraintState[] {
  const names = new Set(others.map(({ name }) => name))
  return constraints.filter(({ name }) => !names.has(name))
}

/**
 * Both sides' indexes, those of constraints apart, which come and go with them. One whose name PostgreSQL chose
 * takes the name of an equal index of the other side.
 */
function standing(a: TableState, b: TableState): readonly [readonly IndexState[], readonly IndexState[]] {
  const own = ({ indexes }: TableState) =>
    indexes.filter(index => index.constraint === undefined && index.partOf === undefined)
  const [wanted, found] = [own(a), own(b)]
  const names = new Set(wanted.map(({ name }) => name))
  const taken = new Set(found.map(({ name }) => name))
  const renamed = found.map(index => {
    if (names.has(index.name)) return index
    const equal = wanted.find(
      each =>
        !taken.has(each.name) && (each.unnamed || index.unnamed) && indexDetail(each, index) === undefined,
    )
    if (!equal) return index
    taken.add(equal.name)
    return { ...index, name: equal.name }
  })
  return [wanted, renamed]
}

function columnDetail(a: ColumnState, b: ColumnState): string | undefined {
  const [type, foundType] = [a.type && normalType(a.type), b.type && normalType(b.type)]
  if (type !== undefined && foundType !== undefined && type !== foundType)
    return `its type: ${foundType} instead of ${type}`
  if (a.notNull !== b.notNull) return a.notNull ? 'it is nullable' : 'it is NOT NULL'
  const [value, foundValue] = [defaultText(a), defaultText(b)]
  if (!sameText(value ?? '', foundValue ?? ''))
    return `its default: ${shownDefault(b)} instead of ${shownDefault(a)}`
  if (!a.identity !== !b.identity) return a.identity ? 'it is no identity column' : 'it is an identity column'
  if (!sameText(a.generated?.expression.sql ?? '', b.generated?.expression.sql ?? ''))
    return 'how it is generated'
  return undefined
}

/** A text in quotes, so that `'none'` is not taken for none. */
function shownDefault(column: ColumnState): string {
  const literal = column.default?.literal
  return typeof literal === 'string' ? `'${literal}'` : (defaultText(column) ?? 'none')
}

function domainDetail(a: DomainState, b: DomainState): string | undefined {
  const [type, foundType] = [normalType(a.type), normalType(b.type)]
  if (type !== foundType) return `its type: ${foundType} instead of ${type}`
  if (a.notNull !== b.notNull) return a.notNull ? 'it takes nulls' : 'it is NOT NULL'
  const checks = (domain: DomainState): string =>
    domain.constraints
      .map(({ definition }) => describeConstraint(definition))
      .sort()
      .join()
  return sameText(checks(a), checks(b)) ? undefined : 'its constraints'
}

/** A constant takes the type of its column, whatever type it is cast to where it is written. */
function defaultText({ default: value }: ColumnState): string | undefined {
  if (value?.literal === null) return undefined
  return value?.literal === undefined ? value?.sql : String(value.literal)
}

/**
 * The same SQL written with more or less care: `public.`, casts, quotes and parentheses are left out, since
 * PostgreSQL adds and drops them where it shows a definition, and people copy what it shows.
 */
function sameText(a: string, b: string): boolean {
  const plain = (text: string) =>
    text
      .replace(/CAST\(([^()]+) AS [\w .]+(?:\([\d, ]+\))?\)/gu, '$1')
      .replace(/::(?:"[^"]+"|[\w.]+)(?: varying| precision)?(?:\(\d+\))?/gu, '')
      .replace(/\bpublic\.|[\s"()]/gu, '')
  return a === b || plain(a) === plain(b)
}

function constraintDetail(a: ConstraintState, b: ConstraintState): string | undefined {
  const loose = (each: ConstraintState) =>
    JSON.stringify({
      ...each.definition,
      name: undefined,
      nameIsMade: undefined,
      notValid: undefined,
      usingIndex: undefined,
    })
  if (!sameText(loose(a), loose(b))) return 'its definition'
  return a.validated && !b.validated ? 'it is not validated' : undefined
}

function indexDetail(a: IndexState, b: IndexState): string | undefined {
  const text = ({ parts, unique, using, include, where, nullsNotDistinct }: IndexState) =>
    JSON.stringify({ parts, unique, using, include, where: where?.sql, nullsNotDistinct })
  return sameText(text(a), text(b)) ? undefined : 'its definition'
}
