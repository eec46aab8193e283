/** Operations as calls: methods of the query interface where one says the operation exactly, SQL for the rest. */
import { printOperation } from '../../dialects/postgres.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import { quotedText } from '../typescript/code-text.ts'

/** The call without `await`; in a transaction, its source is passed on. */
export function printedCall(operation: BareOperation, receiver: string, transaction?: string): string {
  const option = transaction === 'transaction' ? 'transaction' : `transaction: ${transaction ?? ''}`
  const said = methodCall(operation)
  const args = said ? [...said.args] : [quotedText(printOperation(operation), "'")]
  const options = [...(said?.options ?? []), ...(transaction === undefined ? [] : [option])]
  if (options.length > 0) args.push(`{ ${options.join(', ')} }`)
  const object = said ? queryInterfaceOf(receiver) : sequelizeOf(receiver)
  return `${object}.${said?.method ?? 'query'}(${args.join(', ')})`
}

/** A context may be the instance of Sequelize itself. */
const INSTANCE = /^_*sequelize$/iu

function sequelizeOf(receiver: string): string {
  return INSTANCE.test(receiver) ? receiver : `${receiver}.sequelize`
}

function queryInterfaceOf(receiver: string): string {
  return INSTANCE.test(receiver) ? `${receiver}.getQueryInterface()` : receiver
}

interface MethodCall {
  readonly method: string
  readonly args: readonly string[]
  readonly options?: readonly string[]
}

function methodCall(operation: BareOperation): MethodCall | undefined {
  switch (operation.kind) {
    case 'dropColumn':
      // Sequelize writes `public` where no schema is given.
      if (operation.table.schema !== 'public' || operation.ifExists || operation.cascade) return undefined
      return { method: 'removeColumn', args: [operation.table.name, operation.column].map(inQuotes) }
    case 'renameColumn':
      if (!isPlain(operation.table)) return undefined
      return {
        method: 'renameColumn',
        args: [operation.table.name, operation.column, operation.to].map(inQuotes),
      }
    case 'renameTable':
      if (!isPlain(operation.table) || operation.ifExists) return undefined
      return { method: 'renameTable', args: [operation.table.name, operation.to].map(inQuotes) }
    case 'dropTable':
      if (!isPlain(operation.table) || !operation.ifExists) return undefined
      return {
        method: 'dropTable',
        args: [inQuotes(operation.table.name)],
        options: operation.cascade ? ['cascade: true'] : [],
      }
    case 'dropConstraint':
      if (!isPlain(operation.table) || operation.ifExists || operation.cascade) return undefined
      if (operation.name.includes('.')) return undefined
      return { method: 'removeConstraint', args: [operation.table.name, operation.name].map(inQuotes) }
    default:
      return undefined
  }
}

function isPlain({ name, schema }: QualifiedName): boolean {
  return schema === undefined && !name.includes('.')
}

function inQuotes(text: string): string {
  return quotedText(text, "'")
}
