/** Operations as calls of `op`: what `op.ts` reads, written. */
import { formatName, type QualifiedName } from '../../model/names.ts'
import { printOperation } from '../../dialects/postgres.ts'
import { qualified } from '../../dialects/postgres/identifiers.ts'
import type { Constraint } from '../../model/constraint.ts'
import type { BareOperation, OperationOf } from '../../model/operation.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import { quotedText } from '../typescript/code-text.ts'

/** The call that does the operation; plain SQL where `op` has no word that says it exactly. */
export function opCall(operation: BareOperation, op: string): string {
  return `${op}.${ownCall(operation) ?? `execute(${quotedText(printOperation(operation))})`}`
}

function ownCall(operation: BareOperation): string | undefined {
  switch (operation.kind) {
    case 'createIndex':
      return createIndex(operation)
    case 'dropIndex':
      if (operation.cascade || operation.table) return undefined
      return called(
        'dropIndex',
        [text(nameText(operation.index))],
        flags(operation, 'concurrently', 'ifExists'),
      )
    case 'addConstraint':
      return operation.ifTableExists ? undefined : addConstraint(operation.table, operation.constraint)
    case 'validateConstraint':
      if (operation.ifTableExists) return undefined
      return called('validateConstraint', [text(operation.name), tableText(operation.table)])
    case 'dropConstraint':
      if (operation.ifTableExists) return undefined
      return called(
        'dropConstraint',
        [text(operation.name), tableText(operation.table)],
        flags(operation, 'ifExists', 'cascade'),
      )
    case 'dropTable':
      return called('dropTable', [tableText(operation.table)], flags(operation, 'ifExists', 'cascade'))
    case 'detachPartition':
      if (operation.finalize) return undefined
      return called(
        'detachPartition',
        [tableText(operation.table), tableText(operation.partition)],
        flags(operation, 'concurrently'),
      )
    case 'renameTable':
      if (operation.ifExists) return undefined
      return called('renameTable', [tableText(operation.table), text(operation.to)])
    case 'dropColumn':
      if (operation.ifTableExists) return undefined
      return called(
        'dropColumn',
        [tableText(operation.table), text(operation.column)],
        flags(operation, 'ifExists', 'cascade'),
      )
    case 'setNotNull':
    case 'dropNotNull': {
      if (operation.ifTableExists) return undefined
      const nullable = `nullable: ${String(operation.kind === 'dropNotNull')}`
      return called('alterColumn', [tableText(operation.table), text(operation.column)], [nullable])
    }
    case 'renameColumn': {
      if (operation.ifTableExists) return undefined
      const to = `renameTo: ${text(operation.to)}`
      return called('alterColumn', [tableText(operation.table), text(operation.column)], [to])
    }
    case 'setParameter':
      return setLocal(operation)
    default:
      return undefined
  }
}

function setLocal({
  name,
  value,
  scope,
  unknown,
}: Unplaced<OperationOf<'setParameter'>>): string | undefined {
  if (name !== 'lock_timeout' || scope !== 'local' || value === undefined || unknown) return undefined
  return called('setLocal', [], [`lockTimeout: ${text(value)}`])
}

function createIndex(operation: Unplaced<OperationOf<'createIndex'>>): string | undefined {
  const { name, table, parts, include, where, storageParameters, tablespace, only, using } = operation
  const plain = parts.every(
    part => part.column !== undefined && Object.values(part).filter(each => each !== undefined).length === 1,
  )
  if (name === undefined || !plain || where || storageParameters || tablespace || only) return undefined
  const columns = list(parts.map(part => part.column ?? ''))
  return called(
    'createIndex',
    [text(name), tableText(table), columns],
    [
      ...(using === undefined ? [] : [`using: ${text(using)}`]),
      ...(include.length > 0 ? [`include: ${list(include)}`] : []),
      ...flags(operation, 'unique', 'concurrently', 'ifNotExists', 'nullsNotDistinct'),
    ],
  )
}

function addConstraint(table: QualifiedName, constraint: Constraint): string | undefined {
  if (constraint.name === undefined || constraint.deferrable || constraint.initiallyDeferred) return undefined
  const [name, on] = [text(constraint.name), tableText(table)]
  switch (constraint.kind) {
    case 'foreignKey': {
      const { columns, references, onDelete, onUpdate, match, notEnforced } = constraint
      if (match || notEnforced) return undefined
      return called(
        'createForeignKey',
        [name, on, tableText(references.table), list(columns), list(references.columns)],
        [
          ...(onDelete ? [`onDelete: ${text(onDelete)}`] : []),
          ...(onUpdate ? [`onUpdate: ${text(onUpdate)}`] : []),
          ...flags(constraint, 'notValid'),
        ],
      )
    }
    case 'check':
      if (constraint.notEnforced) return undefined
      return called(
        'createCheckConstraint',
        [name, on, text(constraint.expression.sql)],
        flags(constraint, 'notValid', 'noInherit'),
      )
    case 'unique':
    case 'primaryKey': {
      const { columns, include, usingIndex } = constraint
      const method = constraint.kind === 'unique' ? 'createUniqueConstraint' : 'createPrimaryKey'
      return called(
        method,
        [name, on, list(columns)],
        [
          ...(include.length > 0 ? [`include: ${list(include)}`] : []),
          ...(usingIndex === undefined ? [] : [`usingIndex: ${text(usingIndex)}`]),
          ...flags(constraint, 'nullsNotDistinct'),
        ],
      )
    }
    default:
      return undefined
  }
}

function called(method: string, args: readonly string[], options: readonly string[] = []): string {
  const all = options.length > 0 ? [...args, `{ ${options.join(', ')} }`] : args
  return `${method}(${all.join(', ')})`
}

/** `name: true` for those of the flags that are set. */
function flags<T extends object>(value: T, ...names: readonly string[]): readonly string[] {
  const set = new Map<string, unknown>(Object.entries(value))
  return names.filter(name => set.get(name) === true).map(name => `${name}: true`)
}

function text(value: string): string {
  return quotedText(value, "'")
}

function tableText(table: QualifiedName): string {
  return text(nameText(table))
}

/** A name whose parts need quotes reads as one that PostgreSQL would; `op` takes names as they are. */
function nameText(name: QualifiedName): string {
  return qualified(name).includes('"') ? formatName(name) : qualified(name)
}

function list(values: readonly string[]): string {
  return `[${values.map(text).join(', ')}]`
}
