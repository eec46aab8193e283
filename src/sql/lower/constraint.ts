/** Constraints out of the tree. */
import type { Constraint as ModelConstraint, ReferentialAction } from '../../model/constraint.ts'
import { flag } from '../../model/names.ts'
import { lowerExpression } from './expression.ts'
import { lowerIndexPart } from './index-part.ts'
import { tableName } from './names.ts'
import { itemsOf, pick, stringsOf, type Constraint, type ConstrType } from './nodes.ts'

type Lower = (constraint: Constraint, column: string | undefined) => ModelConstraint

/** A constraint; `column` is the one it stands at. Defaults, identities and plain NULL are none. */
export function lowerConstraint(constraint: Constraint, column?: string): ModelConstraint | undefined {
  return constraint.contype && BY_TYPE[constraint.contype]?.(constraint, column)
}

const BY_TYPE: { readonly [T in ConstrType]?: Lower } = {
  CONSTR_PRIMARY: (constraint, column) => ({
    kind: 'primaryKey',
    ...shared(constraint),
    columns: keyColumns(constraint, column),
    include: stringsOf(constraint.including),
    usingIndex: constraint.indexname,
  }),
  CONSTR_UNIQUE: (constraint, column) => ({
    kind: 'unique',
    ...shared(constraint),
    columns: keyColumns(constraint, column),
    include: stringsOf(constraint.including),
    nullsNotDistinct: flag(constraint.nulls_not_distinct),
    usingIndex: constraint.indexname,
  }),
  CONSTR_FOREIGN: lowerForeignKey,
  CONSTR_CHECK: constraint => ({
    kind: 'check',
    ...shared(constraint),
    expression: lowerExpression(constraint.raw_expr ?? { A_Const: { isnull: true } }),
    notValid: flag(constraint.skip_validation && constraint.is_enforced),
    notEnforced: flag(!constraint.is_enforced),
    noInherit: flag(constraint.is_no_inherit),
  }),
  CONSTR_EXCLUSION: lowerExclude,
  CONSTR_NOTNULL: (constraint, column) => ({
    kind: 'notNull',
    ...shared(constraint),
    column: column ?? stringsOf(constraint.keys)[0] ?? '',
    notValid: flag(constraint.skip_validation),
    noInherit: flag(constraint.is_no_inherit),
  }),
}

function shared(constraint: Constraint) {
  return {
    name: constraint.conname,
    deferrable: flag(constraint.deferrable),
    initiallyDeferred: flag(constraint.initdeferred),
  }
}

function keyColumns(constraint: Constraint, column: string | undefined): readonly string[] {
  return column === undefined ? stringsOf(constraint.keys) : [column]
}

const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
}

function lowerForeignKey(constraint: Constraint, column: string | undefined): ModelConstraint {
  return {
    kind: 'foreignKey',
    ...shared(constraint),
    columns: column === undefined ? stringsOf(constraint.fk_attrs) : [column],
    references: { table: tableName(constraint.pktable), columns: stringsOf(constraint.pk_attrs) },
    onDelete: ACTIONS[constraint.fk_del_action ?? ''],
    onUpdate: ACTIONS[constraint.fk_upd_action ?? ''],
    match: constraint.fk_matchtype === 'f' ? 'full' : undefined,
    notValid: flag(constraint.skip_validation && constraint.is_enforced),
    notEnforced: flag(!constraint.is_enforced),
  }
}

function lowerExclude(constraint: Constraint): ModelConstraint {
  const elements = (constraint.exclusions ?? []).flatMap(node => {
    const [element, operator] = itemsOf(node)
    const part = pick(element, 'IndexElem')
    return part ? [{ part: lowerIndexPart(part), operator: stringsOf(itemsOf(operator)).at(-1) ?? '' }] : []
  })
  return {
    kind: 'exclude',
    ...shared(constraint),
    using: constraint.access_method === 'btree' ? undefined : constraint.access_method,
    elements,
    where: constraint.where_clause && lowerExpression(constraint.where_clause),
  }
}
