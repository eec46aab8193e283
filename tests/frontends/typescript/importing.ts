/** Reading migrations of Knex whose helpers lie in other files of a project in memory. */
import { knex } from '../../../src/frontends/knex/index.ts'
import type { Migration } from '../../../src/model/migration.ts'
import type { Operation } from '../../../src/model/operation.ts'
import { textOf, type Span } from '../../../src/source/span.ts'
import { projectOf } from '../project.ts'

/** Where the migration lies in these projects. */
export const MIGRATION = 'src/migrations/001_orders.ts'

/** The migration, read among other files; a body alone becomes an `up` that gets `knex`. */
export function readWith(
  others: Readonly<Record<string, string>>,
  source: string,
  path = MIGRATION,
): Migration {
  const files = projectOf({ ...others, [path]: source })
  const found = { framework: 'knex', name: 'orders', history: 'src/migrations', paths: [path] }
  return knex.read(found, files, {})
}

/** What the way up does, in short: `dropTable orders`, `opaque other file`. */
export function upOf({ up }: Migration): readonly string[] {
  return up.map(shown)
}

/** The characters that a place holds, behind the name of its file. */
export function placed(span: Span | undefined): string | undefined {
  return span && `${span.file.path}: ${textOf(span)}`
}

function shown(operation: Operation): string {
  const flow = [operation.flow, operation.floating].filter(each => each !== undefined)
  return [operation.kind, subjectOf(operation), ...flow].filter(each => each !== '').join(' ')
}

function subjectOf(operation: Operation): string {
  if (operation.kind === 'opaque') return operation.reason
  if (operation.kind === 'addColumn') return `${operation.table.name}.${operation.column.name}`
  return 'table' in operation ? (operation.table?.name ?? '') : ''
}
