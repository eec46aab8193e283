/** Tables that are meant by their names: the catalog's, and those that an option lists. */
import { formatName, type QualifiedName } from '../model/names.ts'

/** Whether the table is PostgreSQL's own: https://www.postgresql.org/docs/current/catalogs.html */
export function isCatalog({ schema, name }: QualifiedName): boolean {
  if (schema === undefined) return name.startsWith('pg_')
  return schema === 'pg_catalog' || schema === 'information_schema'
}

/** Whether an option that lists tables, with their schema or without, names this one. */
export function isListed(table: QualifiedName, option: unknown): boolean {
  return Array.isArray(option) && (option.includes(table.name) || option.includes(formatName(table)))
}
