/** What constraints and indexes say, as text that is equal for equal ones. */
import type { Constraint } from '../../model/constraint.ts'
import type { Expression } from '../../model/expression.ts'
import type { IndexPart } from '../../model/index-part.ts'
import type { IndexState } from '../../schema/schema-state.ts'
import type { ColumnPlan } from './column-plan.ts'
import { keyIn, keysIn, type Sides } from './sides.ts'
import { canonical, withoutCasts } from './texts.ts'

/** How an expression on columns of a table counts. */
type Spell = (expression: Expression | undefined) => string | undefined

/** Where the type of a column changes, PostgreSQL casts it in another way, and prints that. */
export function spellingFor(sides: Sides, { retyped }: ColumnPlan): Spell {
  return expression => {
    if (!expression) return undefined
    const text = canonical(sides, expression)
    return expression.columns.some(column => retyped.has(column)) ? withoutCasts(text) : text
  }
}

/** What a constraint demands, whatever it is called. */
export function constraintContent(sides: Sides, constraint: Constraint, spell: Spell): string {
  const { kind, deferrable, initiallyDeferred } = constraint
  return JSON.stringify([kind, deferrable, initiallyDeferred, ...detailsOf(sides, constraint, spell)])
}

function detailsOf(sides: Sides, constraint: Constraint, spell: Spell): readonly unknown[] {
  switch (constraint.kind) {
    case 'primaryKey':
      return [keysIn(sides, constraint.columns), constraint.include]
    case 'unique':
      return [keysIn(sides, constraint.columns), constraint.include, constraint.nullsNotDistinct]
    case 'foreignKey': {
      const { columns, references, onDelete, onUpdate, match: matching, notEnforced } = constraint
      const { schema = sides.defaultSchema, name } = references.table
      const target = [schema, keyIn(sides, name), keysIn(sides, references.columns)]
      return [keysIn(sides, columns), ...target, onDelete, onUpdate, matching, notEnforced]
    }
    case 'check':
      return [spell(constraint.expression), constraint.noInherit, constraint.notEnforced]
    case 'exclude':
      return [
        constraint.using ?? 'btree',
        constraint.elements.map(({ part, operator }) => [...partContent(sides, part, spell), operator]),
        spell(constraint.where),
      ]
    case 'notNull':
      return [keyIn(sides, constraint.column)]
  }
}

/** What an index holds, whatever it is called. */
export function indexContent(sides: Sides, index: IndexState, spell: Spell): string {
  const { parts, unique, using, include, where, nullsNotDistinct } = index
  const keys = parts.map(part => partContent(sides, part, spell))
  return JSON.stringify([keys, unique, using, keysIn(sides, include), spell(where), nullsNotDistinct])
}

function partContent(sides: Sides, part: IndexPart, spell: Spell): readonly unknown[] {
  const key = part.column === undefined ? spell(part.expression) : keyIn(sides, part.column)
  return [key, part.order, part.nulls, part.operatorClass, part.collation]
}

/** The columns that a constraint names. */
export function columnsOf(constraint: Constraint): readonly string[] {
  switch (constraint.kind) {
    case 'primaryKey':
    case 'unique':
      return [...constraint.columns, ...constraint.include]
    case 'foreignKey':
      return constraint.columns
    case 'check':
      return constraint.expression.columns
    case 'exclude':
      return [
        ...constraint.elements.flatMap(({ part }) => columnsOfPart(part)),
        ...(constraint.where?.columns ?? []),
      ]
    case 'notNull':
      return [constraint.column]
  }
}

/** The columns that an index names. */
export function columnsOfIndex({ parts, include, where }: IndexState): readonly string[] {
  return [...parts.flatMap(columnsOfPart), ...include, ...(where?.columns ?? [])]
}

function columnsOfPart({ column, expression }: IndexPart): readonly string[] {
  return column === undefined ? (expression?.columns ?? []) : [column]
}

/** The expressions of a constraint. */
export function expressionsOf(constraint: Constraint): readonly Expression[] {
  if (constraint.kind === 'check') return [constraint.expression]
  if (constraint.kind !== 'exclude') return []
  const { elements, where } = constraint
  return [...elements.flatMap(({ part }) => part.expression ?? []), ...(where ? [where] : [])]
}

/** The expressions of an index. */
export function expressionsOfIndex({ parts, where }: IndexState): readonly Expression[] {
  return [...parts.flatMap(({ expression }) => expression ?? []), ...(where ? [where] : [])]
}
