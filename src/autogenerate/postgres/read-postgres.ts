/** The wanted and the found schema of PostgreSQL: the target is made beside it, read, and rolled back. */
import { DatabaseError, type Connection } from '../../database/connection.ts'
import { introspect } from '../../database/introspect.ts'
import { printOperation } from '../../dialects/postgres.ts'
import { identifier, literal, qualified } from '../../dialects/postgres/identifiers.ts'
import { formatName, type QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { SchemaState } from '../../schema/schema-state.ts'
import type { ReadSchemas } from '../both-sides.ts'
import { TargetError } from '../target-error.ts'
import { titleOf } from '../title-of.ts'
import { inScratch } from './in-scratch.ts'
import { stubsFor, type Stub } from './stubs.ts'
import { schemasOf, scratchFor, type Scratch } from './scratch.ts'

/** How long the making of the target waits for a lock: it needs none that others have. */
const LOCK_TIMEOUT_MS = 5000

/** Reads both; nothing stays of what is made, however it ends. */
export async function readPostgres(
  connection: Connection,
  wanted: readonly BareOperation[],
): Promise<ReadSchemas> {
  await connection.query('BEGIN')
  const sides = await readInTransaction(connection, wanted).catch(async (error: unknown) => {
    // Where the session is lost, the server has rolled back, and that is not what to tell.
    await connection.query('ROLLBACK').catch(() => undefined)
    throw error
  })
  await connection.query('ROLLBACK')
  return sides
}

async function readInTransaction(
  connection: Connection,
  wanted: readonly BareOperation[],
): Promise<ReadSchemas> {
  await connection.query(
    `SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}; SET LOCAL check_function_bodies = off; SET LOCAL client_min_messages = warning`,
  )
  const path = await searchPathOf(connection)
  const found = await introspect(connection, path)
  const [defaultSchema = 'public'] = path
  const stubs = await stubsFor(wanted, connection, path)
  const others = stubs.map(({ table }) => table)
  const scratch = scratchFor(wanted, others, defaultSchema, await schemasThere(connection))
  await makeWanted(connection, wanted, stubs, scratch, path)
  const schemas = schemasOf(wanted, defaultSchema)
  return { wanted: await readWanted(connection, scratch, { stubs, schemas, path }), found }
}

/** The schemas of the search path that there are; the first is where tables without a schema are. */
async function searchPathOf(connection: Connection): Promise<readonly string[]> {
  const { rows } = await connection.query('SELECT s::text AS schema FROM unnest(current_schemas(false)) AS s')
  const path = rows.map(({ schema }) => String(schema))
  return path.length > 0 ? path : ['public']
}

async function schemasThere(connection: Connection): Promise<ReadonlySet<string>> {
  const { rows } = await connection.query('SELECT nspname::text AS schema FROM pg_namespace')
  return new Set(rows.map(({ schema }) => String(schema)))
}

async function makeWanted(
  connection: Connection,
  wanted: readonly BareOperation[],
  stubs: readonly Stub[],
  scratch: Scratch,
  path: readonly string[],
): Promise<void> {
  for (const schema of scratch.schemas.values()) await makeSchema(connection, schema)
  await connection.query(`SET LOCAL search_path = ${pathIn(scratch, path).map(identifier).join(', ')}`)
  for (const { table, elements } of stubs) {
    await connection.query(`CREATE TABLE ${qualified(stubName(table, scratch))} (${elements.join(', ')})`)
  }
  for (const operation of wanted) await make(connection, operation, scratch)
}

function stubName({ schema, name }: Stub['table'], { schemas }: Scratch): QualifiedName {
  return { schema: schemas.get(schema) ?? schema, name }
}

/** Where the names of the target are found: what it makes hides what is there already. */
function pathIn({ schemas }: Scratch, path: readonly string[]): readonly string[] {
  return path.flatMap(schema => [schemas.get(schema) ?? [], schema].flat())
}

async function makeSchema(connection: Connection, schema: string): Promise<void> {
  try {
    await connection.query(`CREATE SCHEMA ${identifier(schema)}`)
  } catch (cause) {
    const remedy = cause instanceof DatabaseError ? REMEDIES[cause.sqlstate] : undefined
    if (remedy === undefined || !(cause instanceof DatabaseError)) throw cause
    throw new TargetError(
      `The target is compared in a schema of its own, which is rolled back, and the database refuses it: ${cause.message} (${cause.sqlstate}). ${remedy}`,
      { cause },
    )
  }
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const REMEDIES: Readonly<Record<string, string>> = {
  '42501': 'Grant the role CREATE on the database, or compare with a copy of it.',
  '25006': 'Connect to the primary server, with a role for which default_transaction_read_only is off.',
}

async function make(connection: Connection, operation: BareOperation, scratch: Scratch): Promise<void> {
  const isCreated = operation.kind === 'objectDdl' && operation.verb === 'create'
  if (isCreated && operation.objectType === 'schema') return
  const printed = printOperation(inScratch(operation, scratch))
  const isExtension = isCreated && operation.objectType === 'extension'
  const sql = isExtension ? await extensionSql(operation.name.name, printed, connection, scratch) : printed
  if (sql === undefined) return
  try {
    await connection.query(sql)
  } catch (cause) {
    if (!(cause instanceof DatabaseError)) throw cause
    throw new TargetError(
      `The target cannot be made: ${titleOf(operation)}: ${scratch.named(cause.message)} (${cause.sqlstate}).`,
      { cause },
    )
  }
}

/** How an extension is installed that is not there; a schema that the target makes for it is one of the scratch. */
async function extensionSql(
  name: string,
  sql: string,
  connection: Connection,
  { schemas, isNew }: Scratch,
): Promise<string | undefined> {
  const { rows } = await connection.query(`SELECT FROM pg_extension WHERE extname = ${literal(name)}`)
  if (rows.length > 0) return undefined
  return sql.replace(/\bSCHEMA ("?)([\w$]+)\1/u, (whole, _quote: string, schema: string) =>
    isNew(schema) ? `SCHEMA ${identifier(schemas.get(schema) ?? schema)}` : whole,
  )
}

interface Beside {
  readonly stubs: readonly Stub[]
  readonly schemas: ReadonlySet<string>
  readonly path: readonly string[]
}

/** The state of the scratch, as if it were for good. */
async function readWanted(
  connection: Connection,
  scratch: Scratch,
  { stubs, schemas, path }: Beside,
): Promise<SchemaState> {
  const scratchOf = (schema: string) => scratch.schemas.get(schema) ?? schema
  const names = new Set([...schemas].map(scratchOf))
  // It is there in every database.
  const publicSchema = scratchOf('public')
  const isStub = new Set(stubs.map(({ table }) => formatName(stubName(table, scratch))))
  const isMade = (row: Row): boolean => {
    if (row['type'] === 'extension') return true
    if (row['type'] === 'schema') return names.has(String(row['name'])) && row['name'] !== publicSchema
    return (
      !('schema' in row) ||
      (names.has(String(row['schema'])) && !isStub.has(`${String(row['schema'])}.${String(row['name'])}`))
    )
  }
  const reading: Connection = {
    close: () => connection.close(),
    async query(sql, parameters) {
      const { rows, notices } = await connection.query(sql, parameters)
      return { rows: rows.filter(isMade).map(row => renamed(row, scratch) as Row), notices }
    },
  }
  const state = await introspect(reading, pathIn(scratch, path))
  return { ...state, searchPath: path, defaultSearchPath: path }
}

type Row = Readonly<Record<string, unknown>>

function renamed(value: unknown, scratch: Scratch): unknown {
  if (typeof value === 'string') return scratch.named(value)
  if (Array.isArray(value)) return value.map(each => renamed(each, scratch))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, renamed(each, scratch)]))
}
