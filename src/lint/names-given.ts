/** The names that an operation gives, and which of them PostgreSQL cuts. */
import type { ColumnDefinition } from '../model/column.ts'
import type { Constraint } from '../model/constraint.ts'
import { visit, type Operation, type OperationTable } from '../model/operation.ts'
import { LONGEST_NAME } from '../model/names.ts'
import { clip } from '../schema/object-names.ts'

/** A name that is too long. */
export interface CutName {
  readonly written: string
  /** What is left of it in the catalog. */
  readonly kept: string
  readonly bytes: number
}

/** The names that an operation gives and PostgreSQL cuts to 63 bytes, whether SQL or a builder said them. */
export function cutNames(operation: Operation): readonly CutName[] {
  const given = new Set(namesGiven(operation))
  if (given.size === 0) return []
  // A name with a value that is known at run time only may be of any length.
  const whole = [...given].filter(name => !name.includes('${'))
  return [...new Set([...whole, ...(operation.longNames ?? [])])].flatMap(written => {
    const bytes = Buffer.byteLength(written)
    const kept = clip(written, LONGEST_NAME)
    const isGiven = given.has(written) || given.has(kept)
    return bytes > LONGEST_NAME && isGiven ? [{ written, kept, bytes }] : []
  })
}

function namesGiven(operation: Operation): readonly string[] {
  const names: (string | undefined)[] = []
  visit<[(string | undefined)[]]>(GIVEN, operation, names)
  return names.flatMap(name => name ?? [])
}

const GIVEN: Partial<OperationTable<void, [(string | undefined)[]]>> = {
  createTable({ table, columns, constraints }, names) {
    names.push(table.name, ...columns.flatMap(namesOfColumn), ...constraints.map(nameOf))
  },
  addColumn({ column }, names) {
    names.push(...namesOfColumn(column))
  },
  addConstraint({ constraint }, names) {
    names.push(constraint.name)
  },
  createIndex({ name }, names) {
    names.push(name)
  },
  createView({ view, columns }, names) {
    names.push(view.name, ...columns)
  },
  createEnum({ type }, names) {
    names.push(type.name)
  },
  createDomain({ domain, constraints }, names) {
    names.push(domain.name, ...constraints.map(nameOf))
  },
  objectDdl({ verb, name, to, objectType }, names) {
    if (verb === 'create' && objectType !== 'cast') names.push(name.name)
    if (verb === 'rename') names.push(to)
  },
  renameTable: pushTo,
  renameColumn: pushTo,
  renameIndex: pushTo,
  renameConstraint: pushTo,
  renameType: pushTo,
}

function pushTo({ to }: { readonly to: string }, names: (string | undefined)[]): void {
  names.push(to)
}

function namesOfColumn({ name, constraints }: ColumnDefinition): readonly (string | undefined)[] {
  return [name, ...constraints.map(nameOf)]
}

function nameOf({ name }: Constraint): string | undefined {
  return name
}
