/** The changes of comments on tables and columns. */
import { identifier, literal, qualified } from '../../dialects/postgres/identifiers.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { TableState } from '../../schema/schema-state.ts'
import type { TablePlan } from './plan.ts'
import { nameOf, shown, type Sides } from './sides.ts'

/** Collects the comments of a new table. */
export function commentOnNew(sides: Sides, table: TableState): void {
  compare(sides, table, undefined, new Map(table.columns.map(({ name }) => [name, undefined])))
}

/** Collects the comments that are not as they should be; a column that is made anew has lost its own. */
export function compareComments(sides: Sides, { pair: { wanted, found }, columns }: TablePlan): void {
  const old = found.columns.map(
    ({ name, comment }) => [name, columns.remade.has(name) ? undefined : comment] as const,
  )
  const added = columns.added.map(({ name }) => [name, undefined] as const)
  compare(sides, wanted, found.comment, new Map([...old, ...added]))
}

/** SQLite has no comments. */
function compare(
  sides: Sides,
  wanted: TableState,
  old: string | undefined,
  columns: ReadonlyMap<string, string | undefined>,
): void {
  if (sides.isSqlite) return
  const table = nameOf(sides, wanted)
  if (wanted.comment !== old) {
    const sql = commentSql(`TABLE ${qualified(table)}`, wanted.comment)
    sides.add('comment', {
      summary: `comment on table ${shown(sides, wanted)}`,
      operations: [{ kind: 'objectDdl', verb: 'comment', objectType: 'table', name: table, sql }],
    })
  }
  for (const { name, comment, inherited } of wanted.columns) {
    if (!inherited && columns.has(name) && comment !== columns.get(name))
      commentOnColumn(sides, wanted, table, name, comment)
  }
}

function commentOnColumn(
  sides: Sides,
  wanted: TableState,
  table: QualifiedName,
  column: string,
  comment: string | undefined,
): void {
  const sql = commentSql(`COLUMN ${qualified(table)}.${identifier(column)}`, comment)
  sides.add('comment', {
    summary: `comment on column ${shown(sides, wanted)}.${column}`,
    operations: [
      { kind: 'objectDdl', verb: 'comment', objectType: 'column', name: { name: column }, table, sql },
    ],
  })
}

/** https://www.postgresql.org/docs/current/sql-comment.html: NULL takes the comment away. */
function commentSql(object: string, comment: string | undefined): string {
  return `COMMENT ON ${object} IS ${comment === undefined ? 'NULL' : literal(comment)}`
}
