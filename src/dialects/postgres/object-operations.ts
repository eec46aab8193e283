/** Views, and objects that the model knows by name only: their own text where there is one. */
import type { NamedObjectOperation, ObjectOperation } from '../../model/object-operations.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import { comment, words, type Printers } from '../compiler.ts'
import { identifier, qualified } from './identifiers.ts'

type BareObject = Unplaced<ObjectOperation>

export const OBJECT_PRINTERS: Printers<NamedObjectOperation['kind']> = {
  createView: (operation, { qualified, identifiers }) =>
    words(
      'CREATE',
      operation.orReplace && 'OR REPLACE',
      operation.temporary && 'TEMPORARY',
      operation.materialized && 'MATERIALIZED',
      'VIEW',
      operation.ifNotExists && 'IF NOT EXISTS',
      qualified(operation.view),
      operation.columns.length > 0 && `(${identifiers(operation.columns)})`,
      `AS ${operation.query}`,
      operation.noData && 'WITH NO DATA',
    ),
  dropView: ({ view, materialized, ifExists, cascade }, { qualified }) =>
    words(
      'DROP',
      materialized && 'MATERIALIZED',
      'VIEW',
      ifExists && 'IF EXISTS',
      qualified(view),
      cascade && 'CASCADE',
    ),
  refreshView: ({ view, concurrently, noData }) =>
    words(
      'REFRESH MATERIALIZED VIEW',
      concurrently && 'CONCURRENTLY',
      qualified(view),
      noData && 'WITH NO DATA',
    ),
  objectDdl: operation => operation.sql ?? VERBS[operation.verb](operation),
  grant: ({ sql }) => sql,
}

/** What can be said of an object by its name alone. */
const VERBS: Readonly<Record<ObjectOperation['verb'], (operation: BareObject) => string>> = {
  create: ({ objectType, name, ifNotExists }) =>
    words('CREATE', objectType.toUpperCase(), ifNotExists && 'IF NOT EXISTS', qualified(name)),
  drop: operation =>
    words(
      'DROP',
      operation.objectType.toUpperCase(),
      operation.ifExists && 'IF EXISTS',
      nameOn(operation),
      operation.cascade && 'CASCADE',
    ),
  rename: operation => words('ALTER', renamed(operation), 'TO', identifier(operation.to ?? '')),
  setSchema: operation =>
    words(
      'ALTER',
      operation.objectType.toUpperCase(),
      operation.ifExists && 'IF EXISTS',
      qualified(operation.name),
      'SET SCHEMA',
      identifier(operation.to ?? ''),
    ),
  alter: ({ objectType, name }) =>
    comment(`ALTER ${objectType.toUpperCase()} ${qualified(name)}: the change is not known`),
  comment: ({ objectType, name }) =>
    comment(`COMMENT ON ${objectType.toUpperCase()} ${qualified(name)}: the text is not known`),
}

/** Columns belong to views there, constraints to domains; tables have operations of their own. */
function renamed(operation: BareObject): string {
  const { objectType, table, name, ifExists } = operation
  if (table && objectType === 'column') return `VIEW ${qualified(table)} RENAME COLUMN ${qualified(name)}`
  if (table && objectType === 'constraint')
    return `DOMAIN ${qualified(table)} RENAME CONSTRAINT ${qualified(name)}`
  return words(objectType.toUpperCase(), ifExists && 'IF EXISTS', nameOn(operation), 'RENAME')
}

/** Triggers, policies and rules are named on their table. */
function nameOn({ name, table }: BareObject): string {
  return table ? `${qualified(name)} ON ${qualified(table)}` : qualified(name)
}
