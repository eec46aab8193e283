/** `op.alterColumn`: one statement for each facet that changes, in Alembic's order. */
import type { QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import {
  argument,
  booleanOf,
  hasProperty,
  isFalse,
  nameOf,
  property,
  textOf,
} from '../typescript/arguments.ts'
import type { HostCall, Value } from '../typescript/values.ts'
import { commentOnColumn } from './column-extras.ts'
import {
  expressionOrSource,
  readColumnType,
  readCondition,
  readIdentity,
  sequenceOptions,
} from './columns.ts'
import { enumsOfType } from './enum-types.ts'

/** The operations of a call; undefined when a new type or default cannot be read. */
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
    operations.push(...enumsOfType(property(options, 'type')))
    operations.push({ kind: 'changeColumnType', ...on, type, using, collation })
  }
  const nullable = property(options, 'nullable')
  if (nullable) operations.push({ kind: isFalse(nullable) ? 'setNotNull' : 'dropNotNull', ...on })
  const ofDefault = changeDefault(options, on, call)
  if (!ofDefault) return undefined
  operations.push(...ofDefault, ...changeIdentity(options, on))
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
function changeDefault(options: Value, on: On, call: HostCall): readonly BareOperation[] | undefined {
  const name = hasProperty(options, 'default') ? 'default' : 'serverDefault'
  if (!hasProperty(options, name)) return []
  const value = property(options, name)
  if (!value || isFalse(value)) return [{ kind: 'dropDefault', ...on }]
  const expression = expressionOrSource(value, call.span)
  return expression && [{ kind: 'setDefault', ...on, default: expression }]
}

/** A column that is an identity already is changed, as in Alembic where `existing_server_default` says so. */
function changeIdentity(options: Value, on: On): readonly BareOperation[] {
  if (!hasProperty(options, 'identity')) return []
  const given = property(options, 'identity')
  const identity = readIdentity(given)
  if (!identity) return [{ kind: 'dropIdentity', ...on }]
  if (!booleanOf(property(property(options, 'existing'), 'identity'))) {
    return [{ kind: 'addIdentity', ...on, identity }]
  }
  const generated = `GENERATED ${identity.always ? 'ALWAYS' : 'BY DEFAULT'}`
  const value = [generated, ...sequenceOptions(given)].map(each => `SET ${each}`).join(' ')
  return [{ kind: 'setColumnOption', ...on, option: 'identity', value }]
}
