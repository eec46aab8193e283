/** `op.alterColumn`: one statement for each facet that changes, in Alembic's order. */
import type { QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import { argument, hasProperty, isFalse, nameOf, property, textOf } from '../typescript/arguments.ts'
import type { HostCall, Value } from '../typescript/values.ts'
import { commentOnColumn } from './column-extras.ts'
import { readColumnType, readCondition, readIdentity, readValue } from './columns.ts'

/** The operations of a call; undefined when a new type cannot be read. */
export function alterColumn(
  table: QualifiedName,
  column: string,
  call: HostCall,
): readonly BareOperation[] | undefined {
  const options = argument(call.args, 2)
  if (options?.kind !== 'object') return undefined
  const on = { table, column }
  const operations: BareOperation[] = []
  if (hasProperty(options, 'type')) {
    const type = readColumnType(property(options, 'type'), call.span)
    if (!type) return undefined
    const using = readCondition(property(options, 'using'), call.span)
    const collation = textOf(property(options, 'collation'))
    operations.push({ kind: 'changeColumnType', ...on, type, using, collation })
  }
  const nullable = property(options, 'nullable')
  if (nullable) operations.push({ kind: isFalse(nullable) ? 'setNotNull' : 'dropNotNull', ...on })
  operations.push(...changeDefault(options, on, call))
  operations.push(...changeIdentity(options, on))
  if (hasProperty(options, 'comment')) {
    operations.push(commentOnColumn(table, column, property(options, 'comment')))
  }
  const to = nameOf(property(options, 'renameTo') ?? property(options, 'newColumnName'))
  if (to !== undefined) operations.push({ kind: 'renameColumn', ...on, to })
  return operations
}

interface On {
  readonly table: QualifiedName
  readonly column: string
}

/** `default: null` and `default: false` drop the default, as in Alembic. */
function changeDefault(options: Value, on: On, call: HostCall): readonly BareOperation[] {
  const name = hasProperty(options, 'default') ? 'default' : 'serverDefault'
  if (!hasProperty(options, name)) return []
  const value = property(options, name)
  const expression = value && readValue(value, call.span)
  if (!value || isFalse(value)) return [{ kind: 'dropDefault', ...on }]
  return expression ? [{ kind: 'setDefault', ...on, default: expression }] : []
}

function changeIdentity(options: Value, on: On): readonly BareOperation[] {
  if (!hasProperty(options, 'identity')) return []
  const identity = readIdentity(property(options, 'identity'))
  return identity ? [{ kind: 'addIdentity', ...on, identity }] : [{ kind: 'dropIdentity', ...on }]
}
