/** Making, changing and dropping tables: https://db-migrate.readthedocs.io/en/latest/API/SQL/ */
import type { MappedText } from '../../source/mapped-text.ts'
import { entriesOf, is, isGiven, option, type Given } from '../typescript/given.ts'
import { truthOf } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, Value } from '../typescript/values.ts'
import { joined, write } from '../typescript/written-sql.ts'
import { columnOf, flagOf, nameIn, type Column } from './columns.ts'
import { argumentsOf, quoted, refuse, send } from './sending.ts'

/** A method that sends what it makes of its arguments. */
export function sending(
  make: (given: readonly (Given | undefined)[], call: HostCall) => readonly MappedText[],
): HostMethod {
  return call => {
    const args = argumentsOf(call)
    return send(call, make(args.given, call), args)
  }
}

/** `createTable(name, columns)`, or with `{ columns, ifNotExists }`. */
export function createTable(call: HostCall): Value {
  const args = argumentsOf(call)
  const [table, options] = args.given
  const columns = option(options, 'columns')
  const specs = entriesOf(columns ?? options)
  const isOpen = (columns ?? options)?.value.kind === 'object' && 'open' in (columns ?? options ?? {})
  if (!table || !specs || isOpen) return refuse(call, 'The columns of the table are not known', args)
  const keys = specs.filter(([, spec]) => spec.value.kind === 'object' && flagOf(spec, 'primaryKey'))
  const made = specs.map(([name, spec]) =>
    columnOf({ table, name: nameIn(name, spec), spec, ownKey: keys.length === 1 }),
  )
  const refused = made.find(each => 'refused' in each)
  if (refused && 'refused' in refused) return refuse(call, refused.refused, args)
  const written = made.filter((each): each is Column => !('refused' in each))
  const guard = columns && flagOf(options ?? columns, 'ifNotExists') ? 'IF NOT EXISTS ' : ''
  const create = write(
    call.span,
    `CREATE TABLE ${guard}`,
    quoted(table, table.span),
    ' (',
    joined(call.span, [...written.map(({ definition }) => definition), ...commonKey(call, written)]),
    ')',
  )
  // What follows is taken from the end of a list: the last column's first.
  const after = written.toReversed().flatMap(each => each.after.toReversed())
  return send(call, [create, ...after], args)
}

function commonKey({ span }: HostCall, columns: readonly Column[]): readonly MappedText[] {
  const keys = columns.filter(({ isKey }) => isKey)
  if (keys.length < 2) return []
  const names = keys.map(({ name }) => quoted(name, name.span))
  return [write(span, 'PRIMARY KEY (', joined(span, names), ')')]
}

/** `addColumn(table, name, spec)`: a key is no constraint here. */
export function addColumn(call: HostCall): Value {
  const args = argumentsOf(call)
  const [table, name, spec] = args.given
  if (!table || !name || !spec) return refuse(call, 'The column is not known', args)
  const column = columnOf({ table, name, spec, ownKey: false })
  if ('refused' in column) return refuse(call, column.refused, args)
  const add = write(call.span, 'ALTER TABLE ', quoted(table, table.span), ' ADD COLUMN ', column.definition)
  return send(call, [add, ...column.after], args)
}

/** `dropTable(name, { ifExists })`. */
export const dropTable = sending(([table, options], { span }) => {
  const guard = isGiven(options) && truthOfOption(options, 'ifExists') ? 'IF EXISTS ' : ''
  return [write(span, `DROP TABLE ${guard}`, quoted(table, span))]
})

function truthOfOption(options: Given, name: string): boolean {
  const given = option(options, name)
  return given !== undefined && !is(given, false) && truthOf(given.value) === true
}

/** `renameTable(name, newName)`. */
export const renameTable = sending(([table, name], { span }) => [
  write(span, 'ALTER TABLE ', quoted(table, span), ' RENAME TO ', quoted(name, span)),
])

/** `removeColumn(table, name)`; with the strategy `delay` it is only renamed. */
export const removeColumn = sending(([table, name, options], { span }) => {
  const strategy = option(options, 'columnStrategy')
  if (strategy && truthOf(strategy.value) !== false) {
    const other = option(option(options, 'passthrough'), 'column')
    return [
      write(
        span,
        'ALTER TABLE ',
        quoted(table, span),
        ' RENAME COLUMN ',
        quoted(name, span),
        ' TO ',
        quoted(other, span),
      ),
    ]
  }
  return [write(span, 'ALTER TABLE ', quoted(table, span), ' DROP COLUMN ', quoted(name, span))]
})

/** `renameColumn(table, name, newName)`. */
export const renameColumn = sending(([table, name, newName], { span }) => [
  write(
    span,
    'ALTER TABLE ',
    quoted(table, span),
    ' RENAME COLUMN ',
    quoted(name, span),
    ' TO ',
    quoted(newName, span),
  ),
])
