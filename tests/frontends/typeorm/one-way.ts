/** Whether a run of a migration is one of the ways that were read of it. */
import type { Operation } from '../../../src/model/operation.ts'
import { said } from '../said.ts'

/** What was sent: operations, without their places. */
type Said = readonly unknown[]

function kindOf(said: unknown): string {
  const { kind } = said as { readonly kind?: string }
  return kind ?? ''
}

/**
 * What is read must be sent, in its order: what may run can be left out, what is repeated can come again, and where
 * something is opaque anything can come. With a table or column goes, and is renamed, what the database has on it.
 */
export function isOneWay(read: readonly Operation[], sent: Said): boolean {
  const mayGoAlong = read.some(({ kind }) => TAKES_ALONG.has(kind))
  return follows(read, sent, mayGoAlong)
}

const TAKES_ALONG: ReadonlySet<string> = new Set(['dropTable', 'dropColumn', 'renameTable', 'renameColumn'])
const GOES_ALONG: ReadonlySet<string> = new Set([
  'dropIndex',
  'dropConstraint',
  'dropType',
  'renameConstraint',
  'renameIndex',
])

function follows(read: readonly Operation[], sent: Said, mayGoAlong: boolean): boolean {
  const [operation, ...rest] = read
  const [first, ...tail] = sent
  if (!operation && !first) return true
  if (first && mayGoAlong && GOES_ALONG.has(kindOf(first)) && follows(read, tail, mayGoAlong)) return true
  if (!operation) return false
  if (operation.kind === 'opaque') {
    return follows(rest, sent, mayGoAlong) || (first !== undefined && follows(read, tail, mayGoAlong))
  }
  if (operation.flow !== undefined && follows(rest, sent, mayGoAlong)) return true
  if (!first || !isSame(operation, first)) return false
  return follows(rest, tail, mayGoAlong) || (operation.flow === 'repeated' && follows(read, tail, mayGoAlong))
}

function isSame(operation: Operation, sent: unknown): boolean {
  const texts = [said([operation])[0], sent].map(withoutOwn).map(each => JSON.stringify(plain(each)))
  return texts[0] === texts[1]?.replaceAll(MADE_NAME, name => (texts[0]?.includes(name) ? name : ''))
}

/** Names that other versions of TypeORM make otherwise are not known. */
const MADE_NAME = /,"name":"(?:CHK|IDX|XCL)_[0-9a-f]{26}"/gu

const PARAMETERS = /\$\d+(?:, \$\d+)*/gu

/** The call says of which table an index is, its SQL does not; the text of a query that is built is not read. */
function withoutOwn(said: unknown): unknown {
  const own = kindOf(said) === 'dropIndex' ? ['table'] : kindOf(said) === 'selectRows' ? ['sql'] : []
  return Object.fromEntries(Object.entries(said as object).filter(([field]) => !own.includes(field)))
}

/** In one order, without what is absent, and without the schema in which everything is that names none. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'string') return value.replace(PARAMETERS, '$$1').replaceAll('public.', '')
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(
    ([key, field]) =>
      field !== undefined && key !== 'nameIsMade' && !(key === 'schema' && field === 'public'),
  )
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, field]) => [key, plain(field)]),
  )
}
