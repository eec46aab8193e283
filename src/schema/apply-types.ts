/** What operations on enums, domains and other types do to the state. */
import type { DataType } from '../model/data-type.ts'
import type { QualifiedName } from '../model/names.ts'
import type { OperationOf } from '../model/operation.ts'
import type { TypeOperation } from '../model/type-operations.ts'
import type { Appliers } from './appliers.ts'
import { putDomain, putEnum, removeObject, removeType, updateTable, type Draft } from './draft.ts'
import { findObject, moveObject, type Destination } from './move.ts'
import { chooseConstraintName } from './object-names.ts'
import { dropColumnAt, noteUnseen } from './removal.ts'
import { creationSchema, keyOf, lookUp, resolveType } from './resolve.ts'
import type {
  ColumnState,
  ConstraintState,
  DomainState,
  EnumState,
  EnumValueState,
  MigrationNumber,
} from './schema-state.ts'

export const typeAppliers: Appliers<TypeOperation['kind']> = {
  createEnum(operation, draft) {
    const schema = creationSchema(draft.state, operation.type)
    const key = keyOf(schema, operation.type.name)
    const perhapsThere = operation.ifNotExists || operation.flow !== undefined
    if (perhapsThere && draft.state.enums.has(key)) return
    const createdIn = draft.state.migration
    const values = operation.values.map(value => ({ value, addedIn: createdIn }))
    putEnum(draft, { key, schema, name: operation.type.name, values, complete: true, createdIn })
  },
  addEnumValue,
  renameEnumValue(operation, draft) {
    const known = enumNamed(draft, operation.type)
    const values = known.values.map(each =>
      each.value === operation.value ? { ...each, value: operation.to } : each,
    )
    const unseen = !values.some(each => each.value === operation.to)
    putEnum(draft, { ...known, values: unseen ? [...values, { value: operation.to, addedIn: -1 }] : values })
    renameInDefaults(draft, known, operation)
  },
  createDomain(operation, draft) {
    const schema = creationSchema(draft.state, operation.domain)
    const { name } = operation.domain
    const key = keyOf(schema, name)
    if (operation.flow !== undefined && draft.state.domains.has(key)) return
    let domain: DomainState = {
      key,
      schema,
      name,
      type: resolveType(draft.state, operation.type),
      notNull: operation.notNull === true,
      default: operation.default,
      constraints: [],
      createdIn: draft.state.migration,
    }
    for (const each of operation.constraints) domain = withConstraint(draft, domain, each)
    putDomain(draft, domain)
  },
  alterDomain(operation, draft) {
    const domain = lookUp(draft.state, draft.state.domains, operation.domain)
    if (domain) putDomain(draft, alteredDomain(draft, domain, operation.change))
  },
  dropType,
  renameType(operation, draft) {
    moveType(draft, operation.type, { name: operation.to })
  },
}

/** A default holds the value itself, not its name, so that it prints the new one. */
function renameInDefaults(
  draft: Draft,
  { name }: EnumState,
  operation: OperationOf<'renameEnumValue'>,
): void {
  const { value, to } = operation
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
  for (const table of draft.state.tables.values()) {
    const holds = (column: ColumnState) => column.type?.name === name && column.default?.literal === value
    if (!table.columns.some(holds)) continue
    const columns = table.columns.map(column =>
      column.default && holds(column)
        ? {
            ...column,
            default: {
              ...column.default,
              literal: to,
              sql: column.default.sql.replace(quoted(value), () => quoted(to)),
            },
          }
        : column,
    )
    updateTable(draft, table.key, { columns })
  }
}

/** The enum of a name; one from before the history comes into being with no value known. */
function enumNamed(draft: Draft, name: QualifiedName): EnumState {
  const schema = creationSchema(draft.state, name)
  const key = keyOf(schema, name.name)
  const known = lookUp(draft.state, draft.state.enums, name)
  return known ?? { key, schema, name: name.name, values: [], complete: false, createdIn: -1 }
}

function addEnumValue(operation: OperationOf<'addEnumValue'>, draft: Draft): void {
  const known = enumNamed(draft, operation.type)
  if (known.values.some(each => each.value === operation.value)) return
  const added: EnumValueState = { value: operation.value, addedIn: draft.state.migration }
  const neighbour = operation.before ?? operation.after
  const at = known.values.findIndex(each => each.value === neighbour)
  const place = at < 0 ? known.values.length : operation.before === undefined ? at + 1 : at
  putEnum(draft, { ...known, values: [...known.values.slice(0, place), added, ...known.values.slice(place)] })
}

type DomainChange = OperationOf<'alterDomain'>['change']

function alteredDomain(draft: Draft, domain: DomainState, change: DomainChange): DomainState {
  switch (change.action) {
    case 'addConstraint':
      return withConstraint(draft, domain, change.constraint)
    case 'dropConstraint':
      return { ...domain, constraints: domain.constraints.filter(each => each.name !== change.name) }
    case 'validateConstraint':
      return {
        ...domain,
        constraints: domain.constraints.map(each =>
          each.name === change.name ? { ...each, validated: true } : each,
        ),
      }
    case 'setNotNull':
    case 'dropNotNull':
      return { ...domain, notNull: change.action === 'setNotNull' }
    case 'dropDefault':
      return { ...domain, default: undefined }
    case 'setDefault':
      return { ...domain, default: change.default }
  }
}

function withConstraint(
  draft: Draft,
  domain: DomainState,
  definition: ConstraintState['definition'],
): DomainState {
  if (definition.kind === 'notNull') return { ...domain, notNull: true }
  if (definition.kind !== 'check') return domain
  const { state } = draft
  const addedIn: MigrationNumber = state.migration
  const parts = { table: domain.name, label: 'check' } as const
  const name = definition.name ?? chooseConstraintName(state, domain.schema, parts)
  const added = {
    name,
    named: definition.name !== undefined,
    definition,
    validated: !definition.notValid,
    addedIn,
  }
  return { ...domain, constraints: [...domain.constraints, added] }
}

function dropType(operation: OperationOf<'dropType'>, draft: Draft): void {
  const { state } = draft
  const known = lookUp(state, state.enums, operation.type) ?? lookUp(state, state.domains, operation.type)
  const object = findObject(draft, 'type', operation.type)
  if (object) removeObject(draft, `type:${object.key}`)
  if (known) removeType(draft, known.key)
  else noteUnseen(draft, keyOf(creationSchema(state, operation.type), operation.type.name))
  const schema = known?.schema ?? object?.schema ?? creationSchema(state, operation.type)
  if (operation.cascade) dropUsesOf(draft, schema, operation.type.name)
}

/** CASCADE takes the columns of the type and the domains over it. */
export function dropUsesOf(draft: Draft, schema: string, name: string): void {
  for (const table of draft.state.tables.values()) {
    for (const column of table.columns) {
      if (isOfType(draft, column.type, schema, name)) dropColumnAt(draft, table.key, column.name, true)
    }
  }
  for (const domain of draft.state.domains.values()) {
    if (!isOfType(draft, domain.type, schema, name)) continue
    removeType(draft, domain.key)
    dropUsesOf(draft, domain.schema, domain.name)
  }
}

function isOfType(draft: Draft, type: DataType | undefined, schema: string, name: string): boolean {
  if (type?.name !== name) return false
  return type.schema === undefined ? draft.state.searchPath.includes(schema) : type.schema === schema
}

/** Gives an enum, domain or another type another name or schema, in the columns of that type too. */
export function moveType(draft: Draft, name: QualifiedName, to: Destination): void {
  const { state } = draft
  const object = findObject(draft, 'type', name)
  if (object) moveObject(draft, object, to)
  const anEnum = lookUp(state, state.enums, name)
  const domain = lookUp(state, state.domains, name)
  const from = anEnum ?? domain ?? object
  if (!from) return
  const moved = { schema: to.schema ?? from.schema, name: to.name ?? from.name }
  if (!object) removeType(draft, from.key)
  if (anEnum) putEnum(draft, { ...anEnum, ...moved, key: keyOf(moved.schema, moved.name) })
  if (domain) putDomain(draft, { ...domain, ...moved, key: keyOf(moved.schema, moved.name) })
  for (const table of state.tables.values()) {
    if (!table.columns.some(column => isOfType(draft, column.type, from.schema, from.name))) continue
    const columns = table.columns.map(column =>
      column.type && isOfType(draft, column.type, from.schema, from.name)
        ? { ...column, type: { ...column.type, ...spelling(column.type, moved) } }
        : column,
    )
    updateTable(draft, table.key, { columns })
  }
}

/** An unqualified type stays so while its schema stays; in another schema it is named in full. */
function spelling(type: DataType, moved: { schema: string; name: string }): Partial<DataType> {
  const named = type.schema !== undefined || moved.schema !== 'public'
  return named ? moved : { name: moved.name }
}
