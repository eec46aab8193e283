/** Operations as calls on `pgm`, where a method says them exactly; all others as SQL. */
import type { CreateIndex } from '../../model/index-operations.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import { literalText, quotedText } from '../typescript/code-text.ts'

/** The call that does an operation. */
export function callFor(operation: BareOperation, pgm: string): string {
  const call = builderCall(operation)
  return call === undefined ? `${pgm}.sql(${literalText(operation)})` : `${pgm}.${call}`
}

const text = (name: string): string => quotedText(name, "'")

function nameText({ schema, name }: QualifiedName): string {
  return schema === undefined ? text(name) : `{ schema: ${text(schema)}, name: ${text(name)} }`
}

/** A method and its arguments, options behind them if there are any. */
function written(method: string, args: readonly string[], options: Options = {}): string {
  const given = Object.entries(options).flatMap(([name, value]) =>
    value === undefined || value === false ? [] : [`${name}: ${String(value)}`],
  )
  const last = given.length > 0 ? [`{ ${given.join(', ')} }`] : []
  return `${method}(${[...args, ...last].join(', ')})`
}

type Options = Readonly<Record<string, string | boolean | undefined>>

function builderCall(operation: BareOperation): string | undefined {
  switch (operation.kind) {
    case 'dropTable': {
      const { table, ifExists, cascade } = operation
      return written('dropTable', [nameText(table)], { ifExists, cascade })
    }
    case 'dropColumn': {
      const { table, column, ifExists, cascade } = operation
      return written('dropColumn', [nameText(table), text(column)], { ifExists, cascade })
    }
    case 'renameColumn':
      return written('renameColumn', [nameText(operation.table), text(operation.column), text(operation.to)])
    case 'dropConstraint': {
      const { table, name, ifExists, cascade } = operation
      return written('dropConstraint', [nameText(table), text(name)], { ifExists, cascade })
    }
    case 'setNotNull':
      return written('alterColumn', [nameText(operation.table), text(operation.column)], { notNull: true })
    case 'dropNotNull':
      return written('alterColumn', [nameText(operation.table), text(operation.column)], { notNull: 'false' })
    case 'dropDefault':
      return written('alterColumn', [nameText(operation.table), text(operation.column)], { default: 'null' })
    case 'refreshView':
      if (operation.noData) return undefined
      return written('refreshMaterializedView', [nameText(operation.view)], {
        concurrently: operation.concurrently,
      })
    case 'createIndex':
      return indexCall(operation)
    case 'dropIndex': {
      const { index, table, concurrently, ifExists, cascade } = operation
      // The name of the table is not written, only its schema.
      if (table === undefined) return undefined
      return written('dropIndex', [nameText({ ...table, schema: index.schema }), '[]'], {
        name: text(index.name),
        concurrently,
        ifExists,
        cascade,
      })
    }
    default:
      return undefined
  }
}

/** An index on columns; what is more than a name would be an expression. */
function indexCall(index: Unplaced<CreateIndex>): string | undefined {
  const { table, parts, name, unique, concurrently, ifNotExists, using, where, nullsNotDistinct } = index
  const columns = parts.map(part =>
    Object.values(part).filter(Boolean).length === 1 ? part.column : undefined,
  )
  const isPlain = columns.every(column => column !== undefined && /^\w+$/u.test(column))
  if (!isPlain || index.only || index.storageParameters !== undefined || index.tablespace !== undefined)
    return undefined
  const names = columns.map(column => text(column ?? ''))
  const include = index.include.map(text)
  return written(
    'createIndex',
    [nameText(table), names.length === 1 ? (names[0] ?? '') : `[${names.join(', ')}]`],
    {
      name: name === undefined || name === madeName(index) ? undefined : text(name),
      unique,
      concurrently,
      ifNotExists,
      method: using === undefined ? undefined : text(using),
      include: include.length > 0 ? `[${include.join(', ')}]` : undefined,
      nulls: nullsNotDistinct ? text('not distinct') : undefined,
      where: where && text(where.sql),
    },
  )
}

function madeName({ table, parts, unique }: Unplaced<CreateIndex>): string {
  return `${table.name}_${parts.map(({ column }) => column).join('_')}${unique ? '_unique' : ''}_index`
}
