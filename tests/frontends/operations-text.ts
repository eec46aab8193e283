/** Migrations as compact text: one operation a line, for the `.ops` files beside the fixtures. */
import type { Migration } from '../../src/model/migration.ts'
import type { Operation } from '../../src/model/operation.ts'
import { regionOf, textOf } from '../../src/source/span.ts'

export function migrationText(migration: Migration): string {
  const { name, transaction, up, down, parseErrors } = migration
  const lines = [`${name} (transaction: ${transaction})`, 'up:', ...up.map(operationText)]
  if (down.kind === 'operations') lines.push('down:', ...down.operations.map(operationText))
  else if (down.kind === 'irreversible') lines.push(`down: irreversible ${JSON.stringify(down.reason)}`)
  else lines.push(`down: ${down.kind}`)
  for (const error of parseErrors) lines.push(`parse error ${placeText(error)}: ${error.message}`)
  return lines.join('\n') + '\n'
}

/** `  1.1 addColumn at 5:3 "…" {table: orders, …}`: the round trip, the statement and the place come first. */
function operationText(operation: Operation): string {
  const { kind, span, statement, roundTrip, flow, floating, inBlock: _inBlock, ...fields } = operation
  const marks = [flow, floating && `floating ${floating}`].filter(mark => mark !== undefined)
  const head = `  ${String(roundTrip)}.${String(statement)} ${kind}${marks.map(mark => ` [${mark}]`).join('')}`
  return `${head} ${fieldsText(fields)} at ${placeText({ span })}`
}

function placeText({ span }: Pick<Operation, 'span'>): string {
  const { start } = regionOf(span)
  return `${String(start.line)}:${String(start.column)} ${JSON.stringify(textOf(span))}`
}

/** JSON without the noise: no quotes where none are needed, nothing that is empty. */
function fieldsText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(fieldsText).join(', ')}]`
  if (typeof value === 'string') return /^[\w.$-]+$/u.test(value) ? value : JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return String(value)
  const name = qualifiedText(value)
  if (name !== undefined) return name
  const entries = Object.entries(value).filter(
    ([, field]) => field !== undefined && !(Array.isArray(field) && field.length === 0),
  )
  return `{${entries.map(([key, field]) => (field === true ? key : `${key}: ${fieldsText(field)}`)).join(', ')}}`
}

function qualifiedText(value: object): string | undefined {
  const keys = Object.keys(value)
  if (!('name' in value) || typeof value.name !== 'string') return undefined
  if (keys.length === 1) return fieldsText(value.name)
  if (keys.length === 2 && 'schema' in value) return fieldsText(`${String(value.schema)}.${value.name}`)
  return undefined
}
