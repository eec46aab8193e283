/** A constraint in words, for those that have no name of their own. */
import type { Constraint } from '../model/constraint.ts'
import { formatName } from '../model/names.ts'

/** Says what a constraint demands; equal constraints read the same: `UNIQUE (email)`. */
export function describeConstraint(constraint: Constraint): string {
  switch (constraint.kind) {
    case 'primaryKey':
      return `PRIMARY KEY (${constraint.columns.join(', ')})`
    case 'unique':
      return `UNIQUE${constraint.nullsNotDistinct ? ' NULLS NOT DISTINCT' : ''} (${constraint.columns.join(', ')})`
    case 'foreignKey': {
      const { columns, references, onDelete, onUpdate } = constraint
      const target = references.columns.length > 0 ? ` (${references.columns.join(', ')})` : ''
      const actions = `${action('DELETE', onDelete)}${action('UPDATE', onUpdate)}`
      return `FOREIGN KEY (${columns.join(', ')}) REFERENCES ${formatName(references.table)}${target}${actions}`
    }
    case 'check':
      return `CHECK (${constraint.expression.sql})`
    case 'exclude': {
      const elements = constraint.elements.map(
        ({ part, operator }) => `${part.column ?? part.expression?.sql ?? ''} WITH ${operator}`,
      )
      return `EXCLUDE (${elements.join(', ')})`
    }
    case 'notNull':
      return `NOT NULL ${constraint.column}`
  }
}

function action(event: string, what: string | undefined): string {
  return what === undefined ? '' : ` ON ${event} ${what.toUpperCase()}`
}
