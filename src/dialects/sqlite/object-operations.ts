/** Views and triggers, and what else has a name: https://www.sqlite.org/lang_createview.html */
import { formatName } from '../../model/names.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import type {
  CreateView,
  NamedObjectOperation,
  ObjectOperation,
  ObjectType,
} from '../../model/object-operations.ts'
import { words, type Printers } from '../compiler.ts'
import { OBJECT_PRINTERS } from '../postgres/object-operations.ts'
import { SQLITE } from './identifiers.ts'
import { onlyNotice, refuse, withNotices } from './left-out.ts'

type BareObject = Unplaced<ObjectOperation>

const A_TABLE = [
  'SQLite has no materialized views',
  'Use a view, or a table that triggers keep up to date',
] as const

/** What SQLite does without, so that nothing is lost. */
const NEEDLESS: ReadonlySet<ObjectType> = new Set([
  'extension',
  'role',
  'default privileges',
  'statistics',
  'tablespace',
  'system',
  'type',
])

const REMEDIES: Readonly<Partial<Record<ObjectType, string>>> = {
  schema: 'ATTACH a database file under the name, or leave the schema out for SQLite',
  sequence: 'Let an INTEGER PRIMARY KEY number the rows, or keep the last number in a table',
  function: 'Do it in the application, or write the trigger that calls it with statements of SQLite',
  view: 'Drop the view, and create it anew',
  trigger: 'Drop the trigger, and create it with statements of SQLite between BEGIN and END',
  policy: 'Let the application filter the rows',
}

export const SQLITE_OBJECT_PRINTERS: Printers<NamedObjectOperation['kind']> = {
  createView,
  dropView(operation, spelling) {
    if (operation.materialized) refuse('dropView', `View ${formatName(operation.view)}`, ...A_TABLE)
    return withNotices(
      [operation.cascade && 'CASCADE left out: SQLite leaves the views that name this one'],
      OBJECT_PRINTERS.dropView({ ...operation, cascade: undefined }, spelling),
    )
  },
  refreshView: ({ view }) => refuse('refreshView', `View ${formatName(view)}`, ...A_TABLE),
  objectDdl,
  grant: ({ sql }) => onlyNotice(`${sql} left out: SQLite has no users, who opens the file can do all`),
}

/** SQLite has no OR REPLACE for views. */
function createView(operation: Unplaced<CreateView>): string {
  const { view, orReplace, temporary, columns } = operation
  if (operation.materialized || operation.noData) refuse('createView', `View ${formatName(view)}`, ...A_TABLE)
  const create = words(
    'CREATE',
    temporary && 'TEMPORARY',
    'VIEW',
    operation.ifNotExists && 'IF NOT EXISTS',
    SQLITE.qualified(view),
    columns.length > 0 && `(${SQLITE.identifiers(columns)})`,
    `AS ${operation.query}`,
  )
  return orReplace ? `DROP VIEW IF EXISTS ${SQLITE.qualified(view)};\n${create}` : create
}

function objectDdl(operation: BareObject): string {
  const { verb, objectType, name, table, ifExists, sql } = operation
  const what = words(verb.toUpperCase(), objectType.toUpperCase(), formatName(name))
  if (verb === 'comment') {
    const on = table ? `${formatName(table)}.${name.name}` : formatName(name)
    return onlyNotice(
      `COMMENT ON ${objectType.toUpperCase()} ${on} left out: SQLite has no comments on objects`,
    )
  }
  if (NEEDLESS.has(objectType) || (objectType === 'schema' && name.name === 'public')) {
    return onlyNotice(`${what} left out: SQLite does without`)
  }
  if (objectType === 'trigger') {
    if (verb === 'drop') return words('DROP TRIGGER', ifExists && 'IF EXISTS', SQLITE.qualified(name))
    if (verb === 'create' && sql !== undefined && !/\bEXECUTE\s+(?:FUNCTION|PROCEDURE)\b/iu.test(sql))
      return sql
  }
  const remedy = REMEDIES[objectType] ?? 'Leave it out for SQLite'
  return refuse('objectDdl', what, `SQLite cannot ${verb} a ${objectType}`, remedy)
}
