/** Columns out of the tree. */
import type { ColumnDefinition, Generated, Identity } from '../../model/column.ts'
import type { Constraint as ModelConstraint } from '../../model/constraint.ts'
import { flag } from '../../model/names.ts'
import { lowerConstraint } from './constraint.ts'
import { lowerExpression } from './expression.ts'
import { dottedName } from './names.ts'
import { pickAll, type ColumnDef, type Constraint, type ConstrType } from './nodes.ts'
import { print } from './print.ts'
import { lowerType } from './type-name.ts'

/** A column as CREATE TABLE and ADD COLUMN describe it. */
export function lowerColumn(column: ColumnDef): ColumnDefinition {
  const name = column.colname ?? ''
  const written = withAttributes(pickAll(column.constraints, 'Constraint'))
  const first = (type: ConstrType): Constraint | undefined => written.find(each => each.contype === type)
  const byDefault = first('CONSTR_DEFAULT')?.raw_expr
  const generated = first('CONSTR_GENERATED')
  const identity = first('CONSTR_IDENTITY')
  return {
    name,
    type: column.typeName && lowerType(column.typeName),
    notNull: flag(first('CONSTR_NOTNULL') !== undefined),
    default: byDefault && lowerExpression(byDefault),
    generated: generated && lowerGenerated(generated),
    identity: identity && lowerIdentity(identity),
    collation: dottedName(column.collClause?.collname),
    constraints: written.flatMap(each => namedConstraint(each, name)),
  }
}

/** `GENERATED … AS IDENTITY (…)`. */
export function lowerIdentity(constraint: Constraint): Identity {
  return { always: flag(constraint.generated_when === 'a'), options: identityOptions(constraint) }
}

function identityOptions(constraint: Constraint): string | undefined {
  if (!constraint.options) return undefined
  const printed = print({ Constraint: constraint })
  return printed.slice(printed.indexOf('(') + 1, printed.lastIndexOf(')')).trim()
}

function lowerGenerated(constraint: Constraint): Generated | undefined {
  if (!constraint.raw_expr) return undefined
  return { expression: lowerExpression(constraint.raw_expr), stored: flag(constraint.generated_kind !== 'v') }
}

/** NOT NULL is a field of the column; only a named one is a constraint too. */
function namedConstraint(constraint: Constraint, column: string): readonly ModelConstraint[] {
  if (constraint.contype === 'CONSTR_NOTNULL' && constraint.conname === undefined) return []
  const lowered = lowerConstraint(constraint, column)
  return lowered ? [lowered] : []
}

/** At a column, DEFERRABLE and its like stand as entries of their own behind the constraint they belong to. */
function withAttributes(constraints: readonly Constraint[]): Constraint[] {
  const merged: Constraint[] = []
  for (const constraint of constraints) {
    const attribute = constraint.contype && ATTRIBUTES[constraint.contype]
    const owner = attribute && merged.pop()
    merged.push(owner ? { ...owner, ...attribute } : constraint)
  }
  return merged
}

const ATTRIBUTES: { readonly [T in ConstrType]?: Partial<Constraint> } = {
  CONSTR_ATTR_DEFERRABLE: { deferrable: true },
  CONSTR_ATTR_NOT_DEFERRABLE: { deferrable: false },
  CONSTR_ATTR_DEFERRED: { deferrable: true, initdeferred: true },
  CONSTR_ATTR_IMMEDIATE: { initdeferred: false },
  CONSTR_ATTR_ENFORCED: { is_enforced: true },
  CONSTR_ATTR_NOT_ENFORCED: { is_enforced: false },
}
