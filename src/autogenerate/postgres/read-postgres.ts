/** The wanted and the found schema of PostgreSQL: the target is made beside it, read, and rolled back. */
import { DatabaseError, type Connection } from '../../database/connection.ts'
import { introspect } from '../../database/introspect.ts'
import { printOperation } from '../../dialects/postgres.ts'
import { identifier, literal, qualified } from '../../dialects/postgres/identifiers.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { SchemaState } from '../../schema/schema-state.ts'
import type { ReadSchemas } from '../both-sides.ts'
import { TargetError } from '../target-error.ts'
import { titleOf } from '../title-of.ts'
import { inScratch } from './in-scratch.ts'
import { schemasOf, scratchFor, type Scratch } from './scratch.ts'

/** How long the making of the target waits for a lock: it needs none that others have. */
const LOCK_TIMEOUT_MS = 5000

/** Reads both; nothing stays of what is made, however it ends. */
export async function readPostgres(
  connection: Connection,
  wanted: readonly BareOperation[],
): Promise<ReadSchemas> {
  await connection.query('BEGIN')
  try {
    await connection.query(
      `SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}; SET LOCAL check_function_bodies = off; SET LOCAL client_min_messages = warning`,
    )
    const path = await searchPathOf(connection)
    const found = await introspect(connection, path)
    const [defaultSchema = 'public'] = path
    const stubs = await stubsFor(wanted, connection, defaultSchema)
    const scratch = scratchFor(wanted, stubs, defaultSchema)
    await makeWanted(connection, wanted, stubs, scratch, path)
    const schemas = schemasOf(wanted, defaultSchema)
    return { wanted: await readWanted(connection, scratch, { stubs, schemas, path }), found }
  } finally {
    await connection.query('ROLLBACK')
  }
}

/** The schemas of the search path that there are; the first is where tables without a schema are. */
async function searchPathOf(connection: Connection): Promise<readonly string[]> {
  const { rows } = await connection.query('SELECT s::text AS schema FROM unnest(current_schemas(false)) AS s')
  const path = rows.map(({ schema }) => String(schema))
  return path.length > 0 ? path : ['public']
}

/**
 * Tables that foreign keys of the target point at and that it does not make: a foreign key on the table itself would
 * keep its writers waiting, so that it points at a copy without rows.
 */
async function stubsFor(
  wanted: readonly BareOperation[],
  connection: Connection,
  defaultSchema: string,
): Promise<readonly QualifiedName[]> {
  const keyOf = ({ schema = defaultSchema, name }: QualifiedName) => qualified({ schema, name })
  const made = new Set(wanted.flatMap(each => (each.kind === 'createTable' ? [keyOf(each.table)] : [])))
  const stubs = new Map<string, QualifiedName>()
  for (const operation of wanted) {
    if (operation.kind !== 'addConstraint' || operation.constraint.kind !== 'foreignKey') continue
    const target = operation.constraint.references.table
    if (made.has(keyOf(target))) continue
    const { rows } = await connection.query(SCHEMA_OF_TABLE, [qualified(target)])
    const stub = { schema: String(rows[0]?.['schema']), name: target.name }
    if (rows.length > 0) stubs.set(keyOf(stub), stub)
  }
  return [...stubs.values()]
}

const SCHEMA_OF_TABLE = `SELECT n.nspname::text AS schema FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass($1)`

async function makeWanted(
  connection: Connection,
  wanted: readonly BareOperation[],
  stubs: readonly QualifiedName[],
  scratch: Scratch,
  path: readonly string[],
): Promise<void> {
  for (const schema of scratch.schemas.values()) await makeSchema(connection, schema)
  await connection.query(`SET LOCAL search_path = ${pathIn(scratch, path).map(identifier).join(', ')}`)
  for (const { schema = '', name } of stubs) {
    const stub = qualified({ schema: scratch.schemas.get(schema) ?? schema, name })
    await connection.query(`CREATE TABLE ${stub} (LIKE ${qualified({ schema, name })} INCLUDING INDEXES)`)
  }
  for (const operation of wanted) await make(connection, operation, scratch)
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
  if (operation.kind === 'objectDdl' && operation.verb === 'create') {
    if (operation.objectType === 'schema') return
    if (operation.objectType === 'extension' && (await isInstalled(connection, operation.name.name))) return
  }
  const sql = printOperation(inScratch(operation, scratch))
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

async function isInstalled(connection: Connection, extension: string): Promise<boolean> {
  const { rows } = await connection.query(`SELECT FROM pg_extension WHERE extname = ${literal(extension)}`)
  return rows.length > 0
}

interface Beside {
  readonly stubs: readonly QualifiedName[]
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
  const isStub = new Set(stubs.map(({ schema = '', name }) => `${scratchOf(schema)}.${name}`))
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
