/** Operations as calls of Kysely: a builder where one says the operation exactly, the `sql` tag for the rest. */
import { printOperation } from '../../dialects/postgres.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import { quotedText } from '../typescript/code-text.ts'

/** The call that does the operation, without `await`. */
export function printedCall(operation: BareOperation, db: string): string {
  const built = builderCall(operation)
  return built === undefined
    ? `sql${quotedText(printOperation(operation))}.execute(${db})`
    : `${db}.schema.${built}.execute()`
}

function builderCall(operation: BareOperation): string | undefined {
  switch (operation.kind) {
    case 'dropTable':
      return call('dropTable', operation.table, conditions(operation))
    case 'dropIndex':
      return operation.concurrently ? undefined : call('dropIndex', operation.index, conditions(operation))
    case 'dropType':
      return operation.cascade ? undefined : call('dropType', operation.type, conditions(operation))
    case 'refreshView':
      if (operation.noData) return undefined
      return call('refreshMaterializedView', operation.view, operation.concurrently ? '.concurrently()' : '')
    case 'dropConstraint':
      if (operation.ifTableExists) return undefined
      return altered(operation.table, `dropConstraint(${text(operation.name)})${conditions(operation)}`)
    case 'dropColumn':
      if (operation.ifExists || operation.cascade || operation.ifTableExists) return undefined
      return altered(operation.table, `dropColumn(${text(operation.column)})`)
    case 'renameColumn':
      if (operation.ifTableExists) return undefined
      return altered(operation.table, `renameColumn(${text(operation.column)}, ${text(operation.to)})`)
    case 'renameTable':
      return operation.ifExists ? undefined : altered(operation.table, `renameTo(${text(operation.to)})`)
    case 'setNotNull':
    case 'dropNotNull':
    case 'dropDefault':
      if (operation.ifTableExists) return undefined
      return altered(
        operation.table,
        `alterColumn(${text(operation.column)}, column => column.${operation.kind}())`,
      )
    default:
      return undefined
  }
}

function conditions({
  ifExists,
  cascade,
}: {
  readonly ifExists?: unknown
  readonly cascade?: unknown
}): string {
  return `${ifExists ? '.ifExists()' : ''}${cascade ? '.cascade()' : ''}`
}

function altered(table: QualifiedName, change: string): string | undefined {
  return call('alterTable', table, `.${change}`)
}

/** Indexes and views are not taken apart at a dot, tables and types are: only plain names are the same in all. */
function call(method: string, { schema, name }: QualifiedName, rest: string): string | undefined {
  const isTaken = method === 'alterTable' || method === 'dropTable' || method === 'dropType'
  if (name.includes('.') || schema?.includes('.') || (schema !== undefined && !isTaken)) return undefined
  return `${method}(${text(schema === undefined ? name : `${schema}.${name}`)})${rest}`
}

function text(name: string): string {
  return quotedText(name, "'")
}
