/** An operation in few words, for messages. */
import { formatName } from '../model/names.ts'
import type { BareOperation } from '../model/operation.ts'

/** `createTable orders`, `addConstraint orders`. */
export function titleOf(operation: BareOperation): string {
  const name = NAMING_FIELDS.flatMap(field => nameIn(operation, field))[0]
  const kind = operation.kind === 'objectDdl' ? `${operation.verb} ${operation.objectType}` : operation.kind
  return name === undefined ? kind : `${kind} ${name}`
}

const NAMING_FIELDS = ['table', 'type', 'domain', 'view', 'index', 'name'] as const

function nameIn(operation: BareOperation, field: string): readonly string[] {
  const value: unknown = Reflect.get(operation, field)
  if (typeof value !== 'object' || value === null || !('name' in value) || typeof value.name !== 'string')
    return []
  const schema = 'schema' in value && typeof value.schema === 'string' ? value.schema : undefined
  return [formatName({ schema, name: value.name })]
}
