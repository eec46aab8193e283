/** A schema state as plain data that is equal for equal schemas: without spelling of expressions, order of columns, and history. */
import type { Constraint } from '../../src/model/constraint.ts'
import type { Expression } from '../../src/model/expression.ts'
import { partText } from '../../src/schema/constraints.ts'
import { TEMPORARY_SCHEMA } from '../../src/schema/resolve.ts'
import { normalType } from '../../src/schema/same-type.ts'
import type {
  ColumnState,
  ConstraintState,
  IndexState,
  NamedObjectState,
  SchemaState,
  TableState,
} from '../../src/schema/schema-state.ts'

type Plain = Record<string, unknown>

/** What a table looks like, in three lists by name. */
export interface CanonicalTable {
  readonly facts: Plain
  readonly columns: Readonly<Record<string, Plain>>
  readonly constraints: Plain
  readonly indexes: Plain
}

/** Tables that the state is not sure of, by key. */
export function incompleteTables(state: SchemaState): ReadonlySet<string> {
  return new Set([...state.tables.values()].filter(table => !table.complete).map(table => table.key))
}

/** The tables by key; temporary ones are left out. */
export function canonicalTables(state: SchemaState): Record<string, CanonicalTable> {
  const tables = [...state.tables.values()].filter(table => !table.temporary)
  return Object.fromEntries(tables.map(table => [table.key, canonicalTable(table)]))
}

/** Claims with the types that they do not make, as of the columns of CREATE TABLE … AS, filled in. */
export function withTypesOf(
  actual: Readonly<Record<string, CanonicalTable>>,
  claimed: Readonly<Record<string, CanonicalTable>>,
): Record<string, CanonicalTable> {
  return Object.fromEntries(
    Object.entries(claimed).map(([key, table]) => {
      const columns = Object.entries(table.columns).map(([name, column]) => {
        const seen = actual[key]?.columns[name]
        return [name, column.type === undefined && seen ? { ...column, type: seen.type } : column]
      })
      return [key, { ...table, columns: Object.fromEntries(columns) as CanonicalTable['columns'] }]
    }),
  )
}

/** Everything besides the tables. */
export function canonicalRest(state: SchemaState): Plain {
  const views = [...state.views.values()].map(view => [
    view.key,
    {
      materialized: view.materialized,
      populated: view.populated,
      reads: [...view.reads].sort(),
      indexes: byName(view.indexes, canonicalIndex),
    },
  ])
  const enums = [...state.enums.values()].map(each => [each.key, each.values.map(({ value }) => value)])
  const domains = [...state.domains.values()].map(domain => [
    domain.key,
    {
      type: normalType(domain.type),
      notNull: domain.notNull,
      default: value(domain.default),
      constraints: Object.fromEntries(domain.constraints.map(each => [each.name, each.validated])),
    },
  ])
  // Some belong to the server, whatever the database, and temporary ones to the session.
  const named = [...state.objects].filter(
    ([id, { objectType, schema }]) =>
      ![...OF_SERVER, ...NOT_READ].includes(objectType) &&
      schema !== TEMPORARY_SCHEMA &&
      // It is there in every database.
      id !== 'extension:plpgsql',
  )
  const objects = named.map(([id, { objectType, table, column, overloads }]) => [
    id,
    {
      table: objectType === 'sequence' ? table : undefined,
      column,
      overloads: canonicalFunctions(overloads),
    },
  ])
  return {
    views: Object.fromEntries(views) as Plain,
    enums: Object.fromEntries(enums) as Plain,
    domains: Object.fromEntries(domains) as Plain,
    objects: Object.fromEntries(objects) as Plain,
  }
}

const OF_SERVER: readonly string[] = ['role', 'database', 'tablespace', 'subscription']

/** What the reader of the catalog does not look for. */
const NOT_READ: readonly string[] = ['operator', 'cast']

function canonicalFunctions(overloads: NamedObjectState['overloads']): readonly string[] {
  return (overloads ?? [])
    .map(({ parameters, volatility }) => `(${parameters.replaceAll('public.', '')}) ${volatility}`)
    .sort()
}

function canonicalTable(table: TableState): CanonicalTable {
  return {
    facts: {
      partitionBy: table.partitionBy,
      partitionOf: table.partitionOf?.parent,
      inherits: table.inherits,
      rowSecurity: table.rowSecurity,
      comment: table.comment,
    },
    columns: byName(table.columns, canonicalColumn),
    constraints: byName(table.constraints.filter(isComparable), canonicalConstraint),
    indexes: byName(table.indexes, canonicalIndex),
  }
}

/** PostgreSQL 18 lists every NOT NULL as a constraint, earlier versions none: the column tells. */
function isComparable({ definition, validated }: ConstraintState): boolean {
  return definition.kind !== 'notNull' || !validated
}

function byName<T extends { readonly name: string }, C>(
  list: readonly T[],
  canonical: (each: T) => C,
): Record<string, C> {
  return Object.fromEntries(list.map(each => [each.name, canonical(each)]))
}

function canonicalColumn(column: ColumnState): Plain {
  return {
    type: column.type && normalType(column.type),
    notNull: column.notNull,
    default: value(column.default, column.type?.name),
    identity: column.identity && { always: column.identity.always },
    generated: column.generated && {
      reads: reads(column.generated.expression),
      stored: column.generated.stored,
    },
    inherited: column.inherited,
    comment: column.comment,
  }
}

function canonicalIndex(index: IndexState): Plain {
  return {
    parts: index.parts.map(part =>
      partText(
        part.expression ? { ...part, expression: { ...part.expression, sql: reads(part.expression) } } : part,
      ),
    ),
    unique: index.unique,
    using: index.using,
    include: index.include,
    where: index.where && reads(index.where),
    nullsNotDistinct: index.nullsNotDistinct,
    constraint: index.constraint,
    valid: index.valid,
    partOf: index.partOf,
  }
}

function canonicalConstraint({ definition, validated, inherited }: ConstraintState): Plain {
  return {
    ...canonicalDefinition(definition),
    validated,
    inherited,
    deferrable: definition.deferrable,
    deferred: definition.initiallyDeferred,
  }
}

function canonicalDefinition(definition: Constraint): Plain {
  const { kind } = definition
  switch (definition.kind) {
    case 'primaryKey':
    case 'unique':
      return { kind, columns: definition.columns, include: definition.include }
    case 'foreignKey': {
      const { columns, references, onDelete, onUpdate, match } = definition
      return { kind, columns, references, onDelete, onUpdate, match }
    }
    case 'check':
      return { kind, reads: reads(definition.expression), notEnforced: definition.notEnforced }
    case 'exclude':
      return {
        kind,
        operators: definition.elements.map(({ part, operator }) => `${partText(part)} ${operator}`),
      }
    case 'notNull':
      return { kind, column: definition.column }
  }
}

function reads({ columns, functions }: Expression): string {
  return (
    [...columns].sort().join() +
    ' ' +
    functions
      .map(name => name.replace(/^public\./u, ''))
      .sort()
      .join()
  )
}

function value(expression: Expression | undefined, type?: string): string | undefined {
  if (!expression) return undefined
  const { literal } = expression
  if (literal === null) return undefined
  return `${valueText(literal, type)} ${reads(expression)}`
}

/** PostgreSQL keeps a value, not its text: one of jsonb without blanks, a timestamp without a time zone, or in that of the session. */
function valueText(literal: Expression['literal'], type: string | undefined): string {
  if (type === 'timestamp') return String(literal).replace(/ ?[+-]\d\d(?::?\d\d)?$/u, '')
  if (type === 'timestamptz' && !Number.isNaN(Date.parse(String(literal)))) {
    return new Date(String(literal)).toISOString()
  }
  return type === 'jsonb' ? jsonText(literal) : String(literal)
}

function jsonText(literal: Expression['literal']): string {
  try {
    const sorted = (_key: string, each: unknown): unknown =>
      typeof each === 'object' && each !== null && !Array.isArray(each)
        ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
        : each
    return JSON.stringify(JSON.parse(String(literal)), sorted)
  } catch {
    return String(literal)
  }
}
