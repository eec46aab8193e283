/** `TableForeignKey`, `TableUnique`, `TableCheck` and `TableExclusion` as the clauses of their constraints. */
import type { MappedText } from '../../source/mapped-text.ts'
import { namesOf, property, textOf } from '../typescript/arguments.ts'
import type { Value } from '../typescript/values.ts'
import { write } from '../typescript/written-sql.ts'
import { madeName, type MadeKind } from './made-names.ts'
import { columnList, filledIn, nameText, quoted, referencedTable, textIn } from './names.ts'
import type { On, Words } from './statement.ts'

/** A constraint as it stands behind ADD and in CREATE TABLE; undefined when a part that matters is not known. */
export type ConstraintSql = (value: Value | undefined, target: On) => MappedText | undefined

/** `CONSTRAINT "…" `; without a name where it is known only at run time which one TypeORM makes. */
export function named(
  given: MappedText | undefined,
  made: string | undefined,
  { span, made: names }: On,
): Words {
  if (given) return ['CONSTRAINT ', quoted(given, span), ' ']
  if (made === undefined) return []
  names.add(made)
  return ['CONSTRAINT ', quoted(made, span), ' ']
}

function givenName(value: Value | undefined, { span }: On): MappedText | undefined {
  return nameText(property(value, 'name'), span)
}

/** `deferrable: 'INITIALLY DEFERRED'`. */
function deferral(value: Value | undefined, { span }: On): Words {
  const given = filledIn(value, 'deferrable', span)
  return given ? [' DEFERRABLE ', given] : []
}

/** A foreign key; in a table of a schema it references that schema when `inheritsSchema`. */
export function foreignKeySql(
  value: Value | undefined,
  target: On,
  inheritsSchema = false,
): MappedText | undefined {
  const { span, table } = target
  const own = property(value, 'columnNames')
  const columns = columnList(own, span)
  const others = property(value, 'referencedColumnNames')
  const referenced = others ? columnList(others, span, ', ') : undefined
  const other = value && referencedTable(value, inheritsSchema ? table.schema : undefined, span)
  if (!columns || !other || (others && !referenced)) return undefined
  const action = (name: string, words: string): Words => {
    const given = filledIn(value, name, span)
    return given ? [words, given] : []
  }
  return write(
    span,
    ...named(givenName(value, target), madeName('foreignKey', table.plain, namesOf(own) ?? []), target),
    'FOREIGN KEY (',
    columns,
    ') REFERENCES ',
    other.sql,
    ...(referenced && referenced.text !== '' ? [' (', referenced, ')'] : []),
    ...action('onDelete', ' ON DELETE '),
    ...action('onUpdate', ' ON UPDATE '),
    ...deferral(value, target),
  )
}

/** A unique constraint. */
export const uniqueSql: ConstraintSql = (value, target) => {
  const columns = property(value, 'columnNames')
  return keySql('unique', columns, givenName(value, target), target, deferral(value, target))
}

/** A unique constraint or primary key on columns. */
export function keySql(
  kind: 'unique' | 'primaryKey',
  columns: Value | undefined,
  name: MappedText | undefined,
  target: On,
  more: Words = [],
): MappedText | undefined {
  const list = columnList(columns, target.span)
  if (!list) return undefined
  const made = madeName(kind, target.table.plain, namesOf(columns) ?? [])
  const words = kind === 'unique' ? 'UNIQUE (' : 'PRIMARY KEY ('
  return write(target.span, ...named(name, made, target), words, list, ')', ...more)
}

function expressionSql(kind: MadeKind, before: string, after: string): ConstraintSql {
  return (value, target) => {
    const expression = textIn(value, 'expression', target.span)
    if (!expression) return undefined
    const made = madeName(kind, target.table.plain, textOf(property(value, 'expression')) ?? '${')
    const name = named(givenName(value, target), made, target)
    return write(
      target.span,
      ...name,
      before,
      expression,
      after,
      ...deferral(kind === 'exclude' ? value : undefined, target),
    )
  }
}

/** A check. */
export const checkSql: ConstraintSql = expressionSql('check', 'CHECK (', ')')

/** An exclusion constraint, whose expression is all that stands behind EXCLUDE. */
export const exclusionSql: ConstraintSql = expressionSql('exclude', 'EXCLUDE ', '')
