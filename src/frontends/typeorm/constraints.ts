/** `TableForeignKey`, `TableIndex`, `TableUnique`, `TableCheck` and `TableExclusion`. */
import type { CheckConstraint, Constraint, ReferentialAction } from '../../model/constraint.ts'
import type { CreateIndex } from '../../model/index-operations.ts'
import { flag, type QualifiedName } from '../../model/names.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import { concatMapped, standingFor } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { booleanOf, namesOf, property, qualifiedNameOf, textOf } from '../typescript/arguments.ts'
import { compact } from '../typescript/compact.ts'
import { mappedOf } from '../typescript/value-tools.ts'
import type { Value } from '../typescript/values.ts'
import { readSql } from '../../sql/read-sql.ts'
import { readSqlValue } from './columns.ts'
import { madeName, namedOrMade } from './made-names.ts'

const ACTIONS: readonly ReferentialAction[] = ['restrict', 'cascade', 'set null', 'set default']

function action(value: Value | undefined): ReferentialAction | undefined {
  const text = textOf(value)?.toLowerCase()
  return ACTIONS.find(each => each === text)
}

/** `deferrable: 'INITIALLY DEFERRED'`. */
function deferral(value: Value | undefined) {
  const text = textOf(property(value, 'deferrable'))
  return {
    deferrable: flag(text !== undefined),
    initiallyDeferred: flag(/^initially deferred$/iu.test(text ?? '')),
  }
}

function givenName(value: Value | undefined): string | undefined {
  return textOf(property(value, 'name'))
}

/** A foreign key; undefined when a part that matters is not known. */
export function readForeignKey(value: Value | undefined, on: QualifiedName): Constraint | undefined {
  const columns = namesOf(property(value, 'columnNames'))
  const target = property(value, 'referencedColumnNames')
  const targets = target ? namesOf(target) : []
  const table = qualifiedNameOf(property(value, 'referencedTableName'))
  if (!columns || !targets || !table) return undefined
  const schema = textOf(property(value, 'referencedSchema'))
  return compact<Constraint>({
    kind: 'foreignKey',
    ...namedOrMade(givenName(value), madeName('foreignKey', on, columns)),
    columns,
    references: { table: schema === undefined ? table : { schema, name: table.name }, columns: targets },
    onDelete: action(property(value, 'onDelete')),
    onUpdate: action(property(value, 'onUpdate')),
    ...deferral(value),
  })
}

/** A unique constraint. */
export function readUnique(value: Value | undefined, on: QualifiedName): Constraint | undefined {
  const columns = namesOf(property(value, 'columnNames'))
  return (
    columns &&
    compact<Constraint>({
      kind: 'unique',
      ...namedOrMade(givenName(value), madeName('unique', on, columns)),
      columns,
      include: [],
      ...deferral(value),
    })
  )
}

/** A check. */
export function readCheck(value: Value | undefined, on: QualifiedName, span: Span): Constraint | undefined {
  const text = property(value, 'expression')
  const expression = readSqlValue(text, span)
  const name = namedOrMade(givenName(value), madeName('check', on, textOf(text) ?? '${'))
  return expression && compact<CheckConstraint>({ kind: 'check', ...name, expression })
}

/** An exclusion constraint, whose expression is all that stands behind EXCLUDE. */
export function readExclusion(
  value: Value | undefined,
  on: QualifiedName,
  span: Span,
): Constraint | undefined {
  const text = property(value, 'expression')
  if (text?.kind !== 'string') return undefined
  const name = namedOrMade(givenName(value), madeName('exclude', on, textOf(text) ?? '${'))
  const before = standingFor('ALTER TABLE t ADD EXCLUDE ', span)
  const sql = concatMapped([before, mappedOf(text)])
  const [operation] = readSql(sql, { sending: 'together', statement: 0, roundTrip: 0 }).operations
  if (operation?.kind !== 'addConstraint' || operation.constraint.kind !== 'exclude') return undefined
  return compact<Constraint>({ ...operation.constraint, ...name })
}

/** The name of an index, given or made; undefined when what it covers is not known. */
export function nameOfIndex(value: Value | undefined, table: QualifiedName): string | undefined {
  const columns = namesOf(property(value, 'columnNames'))
  const where = textOf(property(value, 'where'))
  return givenName(value) ?? (columns && madeName('index', table, columns, where === '' ? undefined : where))
}

/** An index. */
export function readIndex(
  value: Value | undefined,
  table: QualifiedName,
  span: Span,
): Unplaced<CreateIndex> | undefined {
  const columns = namesOf(property(value, 'columnNames'))
  if (!columns) return undefined
  const spatial = booleanOf(property(value, 'isSpatial'))
  return compact<Unplaced<CreateIndex>>({
    kind: 'createIndex',
    name: nameOfIndex(value, table),
    table,
    parts: columns.map(column => ({ column })),
    unique: flag(booleanOf(property(value, 'isUnique'))),
    concurrently: flag(booleanOf(property(value, 'isConcurrent'))),
    using: spatial ? 'gist' : textOf(property(value, 'type'))?.toLowerCase(),
    include: [],
    where: readSqlValue(property(value, 'where'), span),
  })
}
