/** Enums and domains. */
import type { AlterDomain } from '../../model/type-operations.ts'
import { flag } from '../../model/names.ts'
import { lowerConstraint } from './constraint.ts'
import { lowerExpression } from './expression.ts'
import { unsupported, whole, type Lowered } from './lowered.ts'
import { listName } from './names.ts'
import {
  pick,
  pickAll,
  stringsOf,
  type AlterDomainStmt,
  type AlterEnumStmt,
  type CreateDomainStmt,
  type CreateEnumStmt,
} from './nodes.ts'
import { lowerType } from './type-name.ts'

/** `CREATE TYPE status AS ENUM ('open', 'paid')`. */
export function lowerCreateEnum(statement: CreateEnumStmt): readonly Lowered[] {
  return whole({ kind: 'createEnum', type: listName(statement.typeName), values: stringsOf(statement.vals) })
}

/** `ALTER TYPE status ADD VALUE 'shipped' AFTER 'paid'`, `… RENAME VALUE`. */
export function lowerAlterEnum(statement: AlterEnumStmt): readonly Lowered[] {
  const type = listName(statement.typeName)
  const value = statement.newVal ?? ''
  if (statement.oldVal !== undefined) {
    return whole({ kind: 'renameEnumValue', type, value: statement.oldVal, to: value })
  }
  const neighbour = statement.newValNeighbor
  return whole({
    kind: 'addEnumValue',
    type,
    value,
    before: statement.newValIsAfter ? undefined : neighbour,
    after: statement.newValIsAfter ? neighbour : undefined,
    ifNotExists: flag(statement.skipIfNewValExists),
  })
}

/** `CREATE DOMAIN price AS numeric CHECK (VALUE >= 0)`. */
export function lowerCreateDomain(statement: CreateDomainStmt): readonly Lowered[] {
  const written = pickAll(statement.constraints, 'Constraint')
  const byDefault = written.find(each => each.contype === 'CONSTR_DEFAULT')?.raw_expr
  const notNull = written.some(each => each.contype === 'CONSTR_NOTNULL')
  return whole({
    kind: 'createDomain',
    domain: listName(statement.domainname),
    type: lowerType(statement.typeName),
    notNull: flag(notNull),
    default: byDefault && lowerExpression(byDefault),
    constraints: written
      .filter(each => each.contype !== 'CONSTR_NOTNULL' || each.conname !== undefined)
      .flatMap(each => lowerConstraint(each) ?? []),
  })
}

/** The letters of AlterDomainStmt. https://github.com/postgres/postgres/blob/master/src/include/nodes/parsenodes.h */
const CHANGES: Readonly<Record<string, (statement: AlterDomainStmt) => AlterDomain['change'] | undefined>> = {
  T: ({ def }) => (def ? { action: 'setDefault', default: lowerExpression(def) } : { action: 'dropDefault' }),
  N: () => ({ action: 'dropNotNull' }),
  O: () => ({ action: 'setNotNull' }),
  C: ({ def }) => {
    const constraint = lowerConstraint(pick(def, 'Constraint') ?? {})
    return constraint && { action: 'addConstraint', constraint }
  },
  X: ({ name }) => ({ action: 'dropConstraint', name: name ?? '' }),
  V: ({ name }) => ({ action: 'validateConstraint', name: name ?? '' }),
}

/** `ALTER DOMAIN price ADD CONSTRAINT …`. */
export function lowerAlterDomain(statement: AlterDomainStmt): readonly Lowered[] {
  const change = CHANGES[statement.subtype ?? '']?.(statement)
  if (!change) return unsupported('ALTER DOMAIN')
  return whole({ kind: 'alterDomain', domain: listName(statement.typeName), change })
}
