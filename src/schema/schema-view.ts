/** The questions that rules and effects ask of a schema state. */
import type { QualifiedName } from '../model/names.ts'
import { coveringIndex } from './covering-index.ts'
import { findIndex, findTable, keyFor, keyOf, lookUp, schemasOf } from './resolve.ts'
import type {
  ColumnState,
  ConstraintState,
  DomainState,
  EnumState,
  IndexState,
  NamedObjectState,
  ObjectKey,
  SchemaState,
  TableState,
  ViewState,
} from './schema-state.ts'

export interface SchemaView {
  readonly state: SchemaState
  /** The name resolved along the search path, also of a table that the history never named: equal keys are the same table. */
  keyOf(name: QualifiedName): ObjectKey
  /** The table as far as the history tells; undefined when the history never named it. */
  table(name: QualifiedName): TableState | undefined
  view(name: QualifiedName): ViewState | undefined
  column(table: QualifiedName, column: string): ColumnState | undefined
  /** The index of that name, in the search path when unqualified. */
  index(name: QualifiedName): IndexState | undefined
  /** Whether the name is that of a known index or sequence, which ALTER TABLE can rename and move as well. */
  isIndexOrSequence(name: QualifiedName): boolean
  /** The table that an index is on. */
  tableOfIndex(index: QualifiedName): TableState | undefined
  /** A schema, sequence, function or other object that the model knows by its type and name only. */
  object(objectType: string, name: QualifiedName): NamedObjectState | undefined
  enum(name: QualifiedName): EnumState | undefined
  domain(name: QualifiedName): DomainState | undefined
  constraint(table: QualifiedName, name: string): ConstraintState | undefined
  /** The column that alone is the primary key. */
  keyColumn(table: QualifiedName): string | undefined
  /** The tables whose foreign keys point at a table. */
  referencing(table: QualifiedName): readonly TableState[]
  /** The views whose queries name a table or view. */
  readBy(name: QualifiedName): readonly ViewState[]
  /** The partitions of a table, and the tables that inherit from it. */
  partitions(table: QualifiedName): readonly TableState[]
  /** Whether the table or view was created by the running migration, or is temporary, so that nobody waits for it. */
  createdInThisMigration(table: QualifiedName): boolean
  /** Whether the column was added, or its table created, by the running migration. */
  columnAddedInThisMigration(table: QualifiedName, column: string): boolean
  /** Whether a validated CHECK or a key proves that the column holds no null. */
  provenNotNull(table: QualifiedName, column: string): boolean
  /** A valid, complete, plain-column index whose leading columns are these, in any order. */
  indexOn(table: QualifiedName, columns: readonly string[]): IndexState | undefined
  /** The row security policies of a table. */
  policies(table: QualifiedName): readonly NamedObjectState[]
  /** The function or procedure of that name; of several with different arguments, the last one made. */
  routine(name: QualifiedName): NamedObjectState | undefined
  /** The indexes of a table or materialized view. */
  indexes(owner: QualifiedName): readonly IndexState[]
  /** Another index of the table or materialized view that does all that this one does. */
  coveringIndex(owner: QualifiedName, index: IndexState): IndexState | undefined
}

/** The questions, asked of one state. */
export function viewOf(state: SchemaState): SchemaView {
  return new StateView(state)
}

/** There is one for every operation of a history: a class shares what a literal would make anew. */
class StateView implements SchemaView {
  readonly state: SchemaState
  /** What was asked for last: rules and effects ask about the table of one operation again and again. */
  #name: QualifiedName | undefined
  #table: TableState | undefined
  #key: ObjectKey | undefined

  constructor(state: SchemaState) {
    this.state = state
  }

  keyOf(name: QualifiedName): ObjectKey {
    const table = this.table(name)
    return table ? table.key : (this.#key ??= keyFor(this.state, name))
  }

  table(name: QualifiedName): TableState | undefined {
    if (name !== this.#name) {
      this.#table = findTable(this.state, name)
      this.#key = undefined
      this.#name = name
    }
    return this.#table
  }

  view(name: QualifiedName): ViewState | undefined {
    return lookUp(this.state, this.state.views, name)
  }

  column(table: QualifiedName, column: string): ColumnState | undefined {
    return this.table(table)?.columns.find(each => each.name === column)
  }

  index(name: QualifiedName): IndexState | undefined {
    return findIndex(this.state, name)?.index
  }

  isIndexOrSequence(name: QualifiedName): boolean {
    const { objects } = this.state
    const isSequence = schemasOf(this.state, name).some(schema =>
      objects.has(`sequence:${keyOf(schema, name.name)}`),
    )
    return isSequence || this.index(name) !== undefined
  }

  tableOfIndex(index: QualifiedName): TableState | undefined {
    return ownerOf(this.state, index)
  }

  object(objectType: string, name: QualifiedName): NamedObjectState | undefined {
    const keys = [name.name, ...schemasOf(this.state, name).map(schema => keyOf(schema, name.name))]
    return keys.map(key => this.state.objects.get(`${objectType}:${key}`)).find(found => found !== undefined)
  }

  enum(name: QualifiedName): EnumState | undefined {
    return lookUp(this.state, this.state.enums, name)
  }

  domain(name: QualifiedName): DomainState | undefined {
    return lookUp(this.state, this.state.domains, name)
  }

  constraint(table: QualifiedName, name: string): ConstraintState | undefined {
    return this.table(table)?.constraints.find(each => each.name === name)
  }

  keyColumn(table: QualifiedName): string | undefined {
    const keys = this.table(table)?.constraints.map(({ definition }) => definition) ?? []
    const columns = keys.find(key => key.kind === 'primaryKey')?.columns ?? []
    return columns.length === 1 ? columns[0] : undefined
  }

  referencing(table: QualifiedName): readonly TableState[] {
    return referencingTables(this.state, this.keyOf(table))
  }

  readBy(name: QualifiedName): readonly ViewState[] {
    const key = this.view(name)?.key ?? this.keyOf(name)
    return [...this.state.views.values()].filter(view => view.reads.includes(key))
  }

  partitions(table: QualifiedName): readonly TableState[] {
    return childTables(this.state, this.keyOf(table))
  }

  createdInThisMigration(table: QualifiedName): boolean {
    return this.#isNew(this.table(table)) || this.view(table)?.createdIn === this.state.migration
  }

  columnAddedInThisMigration(table: QualifiedName, column: string): boolean {
    return this.#isNew(this.table(table)) || this.column(table, column)?.addedIn === this.state.migration
  }

  provenNotNull(table: QualifiedName, column: string): boolean {
    return isProvenNotNull(this.table(table), column)
  }

  indexOn(table: QualifiedName, columns: readonly string[]): IndexState | undefined {
    return this.table(table)?.indexes.find(index => leadsWith(index, columns))
  }

  policies(table: QualifiedName): readonly NamedObjectState[] {
    const ids = this.state.links.objectsOf.get(this.keyOf(table))?.toArray() ?? []
    return ids
      .flatMap(id => this.state.objects.get(id) ?? [])
      .filter(({ objectType }) => objectType === 'policy')
  }

  routine(name: QualifiedName): NamedObjectState | undefined {
    const { objects } = this.state
    return schemasOf(this.state, name)
      .flatMap(schema => ['function', 'procedure'].map(type => `${type}:${keyOf(schema, name.name)}`))
      .map(id => objects.get(id))
      .find(each => each !== undefined)
  }

  indexes(owner: QualifiedName): readonly IndexState[] {
    return (this.table(owner) ?? this.view(owner))?.indexes ?? []
  }

  coveringIndex(owner: QualifiedName, index: IndexState): IndexState | undefined {
    const found = this.table(owner) ?? this.view(owner)
    return found && coveringIndex(index, found)
  }

  #isNew(found: TableState | undefined): boolean {
    return found !== undefined && (found.temporary || found.createdIn === this.state.migration)
  }
}

function ownerOf(state: SchemaState, name: QualifiedName): TableState | undefined {
  const owner = findIndex(state, name)?.owner
  return owner && state.tables.get(owner.key)
}

function referencingTables(state: SchemaState, key: ObjectKey): readonly TableState[] {
  return [...(state.links.referencedBy.get(key) ?? [])].flatMap(each => state.tables.get(each) ?? [])
}

function childTables(state: SchemaState, key: ObjectKey): readonly TableState[] {
  return [...(state.links.children.get(key) ?? [])].flatMap(each => state.tables.get(each) ?? [])
}

/** What SET NOT NULL accepts without reading the table: https://www.postgresql.org/docs/current/sql-altertable.html */
function isProvenNotNull(table: TableState | undefined, column: string): boolean {
  return (
    table?.constraints.some(({ definition, validated }) => {
      if (!validated) return false
      if (definition.kind === 'check') return definition.expression.provesNotNull.includes(column)
      if (definition.kind === 'notNull') return definition.column === column
      return definition.kind === 'primaryKey' && definition.columns.includes(column)
    }) ?? false
  )
}

/** A query with equality on the columns can use them in whatever order the index has them. */
function leadsWith(index: IndexState, columns: readonly string[]): boolean {
  if (!index.valid || columns.length === 0 || !holdsAllOf(index, columns)) return false
  if (isUniqueWithin(index, columns)) return true
  if (columns.length > 1 && index.using !== 'btree') return false
  const leading = index.parts.slice(0, new Set(columns).size).map(part => part.column)
  return index.parts.length >= columns.length && columns.every(column => leading.includes(column))
}

/**
 * Whether a row with values in these columns is in the index. `WHERE note IS NOT NULL` leaves out none that anybody
 * looks for by `note = …`: https://www.postgresql.org/docs/current/indexes-partial.html
 */
function holdsAllOf({ where }: IndexState, columns: readonly string[]): boolean {
  if (!where) return true
  const conditions = columns.flatMap(column => [`${column} IS NOT NULL`, `"${column}" IS NOT NULL`])
  return where.sql.split(' AND ').every(condition => conditions.includes(condition))
}

/** A unique index on some of the columns finds at most one row, whatever the others are. */
function isUniqueWithin({ unique, parts }: IndexState, columns: readonly string[]): boolean {
  return Boolean(unique) && parts.every(({ column }) => column !== undefined && columns.includes(column))
}
