/** Renames as the command line says them: `users.a:users.b`, `orders:purchases`. */
import { splitName } from '../../frontends/typescript/arguments.ts'
import type { QualifiedName } from '../../model/names.ts'
import { findTable } from '../../schema/resolve.ts'
import type { SchemaState } from '../../schema/schema-state.ts'
import type { Rename } from './rename.ts'
import { TargetError } from '../target-error.ts'

/** The rename of a text, where the database tells whether `a.b` is a column of a table or a table of a schema. */
export function parseRename(text: string, found: SchemaState): Rename {
  const [from = '', to = '', ...more] = text.split(':')
  if (from === '' || to === '' || more.length > 0)
    throw new TargetError(
      `--rename: got ${text}, expected old:new, such as users.name:users.full_name or orders:purchases`,
    )
  const old = namedBy(from, found)
  if (!old) throw new TargetError(`--rename: the database has no table and no column ${from}`)
  return { ...old, to: lastPart(to, from) }
}

function namedBy(text: string, found: SchemaState): Omit<Rename, 'to'> | undefined {
  const whole = splitName(text)
  if (findTable(found, whole)) return { table: whole }
  const dot = text.lastIndexOf('.')
  const table: QualifiedName = splitName(text.slice(0, Math.max(dot, 0)))
  const column = text.slice(dot + 1)
  const has = findTable(found, table)?.columns.some(({ name }) => name === column)
  return has ? { table, column } : undefined
}

/** The new name alone, or with the same table before it as the old one. */
function lastPart(to: string, from: string): string {
  const before = (name: string) => name.slice(0, Math.max(name.lastIndexOf('.'), 0))
  if (before(to) === '' || before(to) === before(from)) return to.slice(to.lastIndexOf('.') + 1)
  throw new TargetError(`--rename: ${from} cannot become ${to}: a rename changes the last part of a name`)
}
