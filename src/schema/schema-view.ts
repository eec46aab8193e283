/** The questions that rules and effects ask of a schema state. */
import type { QualifiedName } from '../model/names.ts'
import type {
  ColumnState,
  EnumState,
  IndexState,
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
  enum(name: QualifiedName): EnumState | undefined
  /** Whether the table was created by the running migration, or is temporary, so that nobody waits for it. */
  createdInThisMigration(table: QualifiedName): boolean
  /** Whether the column was added, or its table created, by the running migration. */
  columnAddedInThisMigration(table: QualifiedName, column: string): boolean
  /** Whether a validated CHECK or a key proves that the column holds no null. */
  provenNotNull(table: QualifiedName, column: string): boolean
  /** A valid, complete, plain-column index whose leading columns are these, in any order. */
  indexOn(table: QualifiedName, columns: readonly string[]): IndexState | undefined
}

export declare function viewOf(state: SchemaState): SchemaView
