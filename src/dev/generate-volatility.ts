/** Writes src/effects/volatility-table.ts from the catalog of the embedded PostgreSQL. */
import { writeFile } from 'node:fs/promises'
import { openEmbedded } from '../database/embedded.ts'

/**
 * Functions that people call: documented, not behind an operator, a type's input and output or an aggregate.
 * One name can have several functions: it is volatile if one of them is.
 */
const FUNCTIONS = `
  SELECT proname AS name, bool_or(provolatile = 'v') AS volatile
  FROM pg_proc p
  WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind = 'f' AND proname !~ '^(binary_upgrade|_)'
    AND NOT EXISTS (SELECT FROM pg_type t WHERE p.oid IN (typinput, typoutput, typreceive, typsend, typmodin, typmodout, typanalyze))
    AND NOT EXISTS (SELECT FROM unnest(proargtypes) a WHERE a = 'internal'::regtype)
    AND prorettype NOT IN ('internal'::regtype, 'trigger'::regtype, 'event_trigger'::regtype)
    AND coalesce(obj_description(p.oid, 'pg_proc'), '') !~ '^(implementation of|internal|I/O|aggregate|less-equal|statistics:)'
  GROUP BY proname ORDER BY proname`

/** The text of the table. */
export async function volatilityTable(): Promise<string> {
  const connection = await openEmbedded()
  const { rows } = await connection.query(FUNCTIONS)
  await connection.close()
  const names = (volatile: boolean) =>
    rows.filter(row => row['volatile'] === volatile).map(row => String(row['name']))
  return `/** Names of PostgreSQL's own functions by volatility; made by src/dev/generate-volatility.ts, not by hand. */

export const VOLATILE: ReadonlySet<string> = new Set(
  \`${wrap(names(true))}\`.split(/\\s+/u),
)

export const NOT_VOLATILE: ReadonlySet<string> = new Set(
  \`${wrap(names(false))}\`.split(/\\s+/u),
)
`
}

/** Names separated by spaces, in lines of at most 110 characters. */
function wrap(names: readonly string[]): string {
  const lines: string[] = []
  for (const name of names) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + name.length < 109) lines[lines.length - 1] = `${last} ${name}`
    else lines.push(name)
  }
  return lines.join('\n')
}

/** Writes the table to its place. */
export async function generateVolatility(path: string): Promise<void> {
  await writeFile(path, await volatilityTable())
}
