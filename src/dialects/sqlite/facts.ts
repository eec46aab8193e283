/** What a statement of SQLite depends on besides its operation. */
import { formatName, type QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { EnumValues } from './types.ts'

export interface SqliteFacts {
  /** The values of an enum, which SQLite keeps in a CHECK of each column; undefined where they are not known. */
  readonly enumValues: EnumValues
  /** Whether a table is STRICT, so that its columns have one of six types. */
  isStrict(table: QualifiedName): boolean
}

export const NO_FACTS: SqliteFacts = { enumValues: () => undefined, isStrict: () => false }

/** The facts with what the operation adds to them. */
export function factsAfter(facts: SqliteFacts, operation: BareOperation): SqliteFacts {
  switch (operation.kind) {
    case 'createEnum':
      return withValues(facts, operation.type, operation.values)
    case 'renameType': {
      const values = facts.enumValues(operation.type)
      return values ? withValues(facts, { ...operation.type, name: operation.to }, values) : facts
    }
    case 'createTable': {
      const strict = operation.strict === true
      return strict === facts.isStrict(operation.table) ? facts : withStrict(facts, operation.table, strict)
    }
    case 'renameTable': {
      const to = { ...operation.table, name: operation.to }
      return withStrict(facts, to, facts.isStrict(operation.table))
    }
    default:
      return facts
  }
}

function withValues(facts: SqliteFacts, type: QualifiedName, values: readonly string[]): SqliteFacts {
  return { ...facts, enumValues: asked => (isSame(asked, type) ? values : facts.enumValues(asked)) }
}

function withStrict(facts: SqliteFacts, table: QualifiedName, strict: boolean): SqliteFacts {
  return { ...facts, isStrict: asked => (isSame(asked, table) ? strict : facts.isStrict(asked)) }
}

function isSame(one: QualifiedName, other: QualifiedName): boolean {
  return keyOf(one) === keyOf(other)
}

function keyOf({ schema, name }: QualifiedName): string {
  const isOwn = schema === 'public' || schema === 'main'
  return formatName(isOwn ? { name } : { schema, name }).toLowerCase()
}
