/** Operations of a target with the names that their objects have in the scratch. */
import { identifier } from '../../dialects/postgres/identifiers.ts'
import type { BareOperation } from '../../model/operation.ts'
import { tokensOf, type Token } from '../../sql/lexer.ts'
import type { Scratch } from './scratch.ts'

/** The operation as it is made there; names without a schema are found along the search path. */
export function inScratch(operation: BareOperation, scratch: Scratch): BareOperation {
  return moved(operation, '', scratch) as BareOperation
}

/** Fields of the model that hold SQL. */
const SQL_FIELDS: ReadonlySet<string> = new Set(['sql', 'query', 'bound', 'value', 'change', 'options'])

/** Fields of the model that hold a name as it stands there, with its schema before a dot. */
const NAME_FIELDS: ReadonlySet<string> = new Set(['collation', 'operatorClass'])

function movedName(name: string, scratch: Scratch): string {
  const [schema = '', own, ...more] = name.split('.')
  if (own === undefined || more.length > 0 || !scratch.holds({ schema, name: own })) return name
  return `${scratch.schemas.get(schema) ?? schema}.${own}`
}

function moved(value: unknown, field: string, scratch: Scratch): unknown {
  if (typeof value === 'string') {
    if (NAME_FIELDS.has(field)) return movedName(value, scratch)
    return SQL_FIELDS.has(field) ? movedSql(value, scratch) : value
  }
  if (Array.isArray(value)) return value.map(each => moved(each, field, scratch))
  if (typeof value !== 'object' || value === null) return value
  const copy = Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, moved(each, name, scratch)]),
  )
  const { schema, name } = copy
  if (typeof schema !== 'string' || typeof name !== 'string' || !scratch.holds({ schema, name })) return copy
  return { ...copy, schema: scratch.schemas.get(schema) ?? schema }
}

/** SQL in which `public.orders` is the table of the scratch, in a text that names a relation as well. */
function movedSql(sql: string, scratch: Scratch): string {
  const tokens = tokensOf(sql)
  let text = ''
  let at = 0
  tokens.forEach((token, i) => {
    const instead = replacement(sql, tokens.slice(i, i + 3), scratch)
    if (instead === undefined) return
    text += sql.slice(at, token.start) + instead
    at = token.end
  })
  return text + sql.slice(at)
}

function replacement(
  sql: string,
  [first, dot, second]: readonly Token[],
  scratch: Scratch,
): string | undefined {
  if (!first) return undefined
  const written = sql.slice(first.start, first.end)
  if (first.kind === 'string') return bodyText(written, scratch) ?? relationText(written, scratch)
  const [schema, name] = [nameAt(sql, first), nameAt(sql, second) ?? operatorAt(sql, second)]
  if (schema === undefined || name === undefined || !dot || sql.slice(dot.start, dot.end) !== '.')
    return undefined
  return scratchOf(schema, name, scratch)
}

/** The body of a function, which calls others of the target. */
function bodyText(written: string, scratch: Scratch): string | undefined {
  const tag = /^\$[^$]*\$/u.exec(written)?.[0]
  if (tag === undefined) return undefined
  return tag + movedSql(written.slice(tag.length, -tag.length), scratch) + tag
}

/** `'public.orders_id_seq'`, which stands where a regclass is wanted. */
function relationText(written: string, scratch: Scratch): string | undefined {
  const [, schema, name] = /^'("(?:[^"]|"")+"|[\w$]+)\.("(?:[^"]|"")+"|[\w$]+)'$/u.exec(written) ?? []
  if (schema === undefined || name === undefined) return undefined
  const found = scratchOf(unquoted(schema), unquoted(name), scratch)
  return found === undefined ? undefined : `'${found}.${name}'`
}

function scratchOf(schema: string, name: string, scratch: Scratch): string | undefined {
  const other = scratch.holds({ schema, name }) ? scratch.schemas.get(schema) : undefined
  return other === undefined ? undefined : identifier(other)
}

function nameAt(sql: string, token: Token | undefined): string | undefined {
  if (token?.kind !== 'word' && token?.kind !== 'quoted') return undefined
  return unquoted(sql.slice(token.start, token.end))
}

/** `public.~<<`, of whose name each character is a token. */
function operatorAt(sql: string, token: Token | undefined): string | undefined {
  return token && /^[-+*/<>=~!@#%^&|`?]+/u.exec(sql.slice(token.start))?.[0]
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase()
}
