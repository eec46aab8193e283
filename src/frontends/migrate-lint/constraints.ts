/** Constraints and index keys as the calls of `op` describe them. */
import type { Constraint, ForeignKeyConstraint } from '../../model/constraint.ts'
import type { IndexPart } from '../../model/index-part.ts'
import { flag, type QualifiedName } from '../../model/names.ts'
import type { Span } from '../../source/span.ts'
import {
  booleanOf,
  listOf,
  nameOf,
  namesOf,
  placeOf,
  property,
  splitName,
  textOf,
} from '../typescript/arguments.ts'
import { compact } from '../typescript/compact.ts'
import { readIndexPart } from '../typescript/sql-fragments.ts'
import { mappedOf } from '../typescript/value-tools.ts'
import type { Value } from '../typescript/values.ts'
import { readAction, readCondition } from './columns.ts'
import { isMade } from './runner-module.ts'

/** A table named by text, in the schema that the options give, as a rule by `schema`. */
export function tableOf(
  value: Value | undefined,
  options?: Value,
  schemaOption = 'schema',
): QualifiedName | undefined {
  const name = nameOf(value)
  if (name === undefined) return undefined
  const schema = textOf(property(options, schemaOption))
  return schema === undefined ? splitName(name) : { schema, name }
}

/** `deferrable` and `initially`, which all constraints may say. */
export function deferral(options: Value | undefined) {
  const deferred = textOf(property(options, 'initially'))?.toLowerCase() === 'deferred'
  return {
    deferrable: flag(deferred || booleanOf(property(options, 'deferrable'))),
    initiallyDeferred: flag(deferred),
  }
}

/** A primary key or unique constraint. */
export function keyConstraint(
  kind: 'primaryKey' | 'unique',
  name: string | undefined,
  columns: readonly string[],
  options: Value | undefined,
): Constraint {
  const common = {
    name,
    columns,
    include: namesOf(property(options, 'include')) ?? [],
    usingIndex: textOf(property(options, 'usingIndex')),
    ...deferral(options),
  }
  if (kind === 'primaryKey') return compact<Constraint>({ kind, ...common })
  const nullsNotDistinct = flag(booleanOf(property(options, 'nullsNotDistinct')))
  return compact<Constraint>({ kind, ...common, nullsNotDistinct })
}

/** A check; undefined when its condition cannot be read. */
export function checkConstraint(
  name: string | undefined,
  condition: Value | undefined,
  options: Value | undefined,
  span: Span,
): Constraint | undefined {
  const expression = readCondition(condition, span)
  if (!expression) return undefined
  return compact<Constraint>({
    kind: 'check',
    name,
    expression,
    notValid: flag(booleanOf(property(options, 'notValid'))),
    noInherit: flag(booleanOf(property(options, 'noInherit'))),
  })
}

/** What a foreign key says besides its name. */
export interface ForeignKeyParts {
  readonly columns: readonly string[]
  readonly table: QualifiedName
  readonly target: readonly string[]
}

/** A foreign key. */
export function foreignKey(
  name: string | undefined,
  { columns, table, target }: ForeignKeyParts,
  options: Value | undefined,
): ForeignKeyConstraint {
  const full = textOf(property(options, 'match'))?.toLowerCase() === 'full'
  return compact<ForeignKeyConstraint>({
    kind: 'foreignKey',
    name,
    columns,
    references: { table, columns: target },
    onDelete: readAction(property(options, 'onDelete') ?? property(options, 'ondelete')),
    onUpdate: readAction(property(options, 'onUpdate') ?? property(options, 'onupdate')),
    match: full ? 'full' : undefined,
    notValid: flag(booleanOf(property(options, 'notValid'))),
    ...deferral(options),
  })
}

/** Foreign key described by an object: `{ columns, references: { table, columns }, onDelete }`. */
export function foreignKeyObject(name: string | undefined, value: Value | undefined): Constraint | undefined {
  const columns = namesOf(property(value, 'columns'))
  const references = property(value, 'references')
  const table = tableOf(property(references, 'table'), references)
  const target = property(references, 'columns')
  if (!columns || !table) return undefined
  const targets = target ? namesOf(target) : []
  return targets && foreignKey(name, { columns, table, target: targets }, value)
}

/** The keys of an index, with the operator classes of its options: one for all, or by column. */
export function indexParts(
  keys: Value | undefined,
  options: Value | undefined,
  span: Span,
): readonly IndexPart[] | undefined {
  const parts = listOf(keys)?.map(key => indexPart(key, span))
  if (!parts?.every(part => part !== undefined)) return undefined
  const classes = property(options, 'opclass')
  return parts.map(part => {
    const own = classes?.kind === 'object' ? property(classes, part.column ?? '') : classes
    return compact<IndexPart>({ ...part, operatorClass: textOf(own) ?? part.operatorClass })
  })
}

/** A key of an index: a column's name, SQL, or `desc('column')`. */
export function indexPart(value: Value, span: Span): IndexPart | undefined {
  const at = placeOf(value) ?? span
  if (isMade(value, 'sql')) {
    const text = property(value, 'text')
    return text?.kind === 'string' ? readIndexPart(mappedOf(text), at) : undefined
  }
  if (isMade(value, 'key')) {
    const inner = property(value, 'column')
    const part = inner && indexPart(inner, at)
    const nulls = textOf(property(property(value, 'options'), 'nulls'))
    return (
      part &&
      compact<IndexPart>({
        ...part,
        order: booleanOf(property(value, 'desc')) ? 'desc' : undefined,
        nulls: nulls === 'first' || nulls === 'last' ? nulls : undefined,
      })
    )
  }
  const column = nameOf(value)
  return column === undefined ? undefined : { column }
}
