/** Views and materialized views: https://salsita.github.io/node-pg-migrate/views/ */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import { entriesOf, is, isGiven, listOf, type Given } from '../typescript/given.ts'
import { truthOf } from '../typescript/value-tools.ts'
import { joined } from '../typescript/written-sql.ts'
import { formatLines } from './lines.ts'
import { optionsOf, type Options } from './options.ts'
import { notKnown, refused } from './refusal.ts'
import type { Saying, Write } from './say.ts'
import { defaultActions } from './table-columns.ts'
import { literal, literals, stringOf } from './values.ts'

export const createView: Write = (on, view, given, definition) => {
  const options = optionsOf(given)
  const head = on.say`CREATE${options.word('replace', ' OR REPLACE')}${options.word('temporary', ' TEMPORARY')}${options.word('recursive', ' RECURSIVE')} VIEW ${literal(view)}`
  const check = options.truthy('checkOption')
  const last = check ? on.say` WITH ${stringOf(check)} CHECK OPTION` : ''
  const settings = parameters(on, options.get('options'), 'all')
  const withOptions = settings.length > 0 ? on.say` WITH (${joined(on.span, settings)})` : ''
  return on.say`${head}${columnList(on, options)}${withOptions} AS ${stringOf(definition)}${last};`
}

function columnList(on: Saying, options: Options): MappedText | '' {
  const columns = options.get('columns')
  return columns && listOf(columns).length > 0 ? on.say`(${literals(columns)})` : ''
}

/** `security_barrier = true`; what is null is reset. */
function parameters(
  on: Saying,
  given: Given | undefined,
  which: 'all' | 'set' | 'reset',
): readonly MappedText[] {
  if (given?.value.kind === 'unknown') throw notKnown('the parameters', given.value)
  return (entriesOf(given) ?? []).flatMap(([name, value]) => {
    const key = standingFor(name, value.span)
    if (which === 'reset') return isGiven(value) ? [] : [key]
    if (which === 'set' && is(value, null)) return []
    return [is(value, true) ? key : on.say`${key} = ${stringOf(value)}`]
  })
}

export const dropView: Write = (on, view, options) => {
  const given = optionsOf(options)
  const ifExists = given.word('ifExists', ' IF EXISTS')
  return on.say`DROP VIEW${ifExists} ${literal(view)}${given.word('cascade', ' CASCADE')};`
}

export const alterView: Write = (on, view, given) => {
  const options = optionsOf(given)
  const check = options.get('checkOption')
  const own = options.get('options')
  const both = check && own?.value.kind === 'object' && own.value.properties.value.has('check_option')
  if (both) throw refused('checkOption and options.check_option are given')
  const set = [
    ...parameters(on, own, 'set'),
    ...(check && isGiven(check) ? [on.say`check_option = ${stringOf(check)}`] : []),
  ]
  const reset = parameters(on, own, 'reset')
  const clauses = [
    ...(set.length > 0 ? [on.say`SET (${joined(on.span, set)})`] : []),
    ...(reset.length > 0 ? [on.say`RESET (${joined(on.span, reset)})`] : []),
  ]
  const statements = clauses.map(clause => on.say`ALTER VIEW ${literal(view)} ${clause};`)
  return joined(on.span, statements, '\n')
}

export const alterViewColumn: Write = (on, view, column, options) => {
  const statements = defaultActions(on, optionsOf(options).get('default')).map(
    action => on.say`ALTER VIEW ${literal(view)} ALTER COLUMN ${literal(column)} ${action};`,
  )
  return joined(on.span, statements, '\n')
}

export const renameView: Write = (on, view, to) =>
  on.say`ALTER VIEW ${literal(view)} RENAME TO ${literal(to)};`

function dataClause(given: Given | undefined): string {
  if (!given) return ''
  return truthOf(given.value) === false ? ' WITH NO DATA' : ' WITH DATA'
}

export const createMaterializedView: Write = (on, view, given, definition) => {
  const options = optionsOf(given)
  const settings = parameters(on, options.get('storageParameters'), 'all')
  const storage = settings.length > 0 ? on.say` WITH (${joined(on.span, settings)})` : ''
  const tablespace = options.truthy('tablespace')
  const place = tablespace ? on.say` TABLESPACE ${literal(tablespace)}` : ''
  const ifNotExists = options.word('ifNotExists', ' IF NOT EXISTS')
  const head = on.say`CREATE MATERIALIZED VIEW${ifNotExists} ${literal(view)}${columnList(on, options)}`
  return on.say`${head}${storage}${place} AS ${stringOf(definition)}${dataClause(options.get('data'))};`
}

export const dropMaterializedView: Write = (on, view, options) => {
  const given = optionsOf(options)
  const ifExists = given.word('ifExists', ' IF EXISTS')
  return on.say`DROP MATERIALIZED VIEW${ifExists} ${literal(view)}${given.word('cascade', ' CASCADE')};`
}

export const alterMaterializedView: Write = (on, view, given) => {
  const options = optionsOf(given)
  const cluster = options.get('cluster')
  const extension = options.truthy('extension')
  const storage = options.get('storageParameters')
  const set = parameters(on, storage, 'set')
  const reset = parameters(on, storage, 'reset')
  const clustered = cluster && truthOf(cluster.value) !== false
  const clauses = [
    ...(clustered ? [on.say`CLUSTER ON ${literal(cluster)}`] : []),
    ...(cluster && !clustered ? [on.say`SET WITHOUT CLUSTER`] : []),
    ...(extension ? [on.say`DEPENDS ON EXTENSION ${literal(extension)}`] : []),
    ...(set.length > 0 ? [on.say`SET (${joined(on.span, set)})`] : []),
    ...(reset.length > 0 ? [on.say`RESET (${joined(on.span, reset)})`] : []),
  ]
  return on.say`ALTER MATERIALIZED VIEW ${literal(view)}\n${formatLines(on, clauses)};`
}

export const refreshMaterializedView: Write = (on, view, given) => {
  const options = optionsOf(given)
  const concurrently = options.word('concurrently', ' CONCURRENTLY')
  return on.say`REFRESH MATERIALIZED VIEW${concurrently} ${literal(view)}${dataClause(options.get('data'))};`
}

export const renameMaterializedView: Write = (on, view, to) =>
  on.say`ALTER MATERIALIZED VIEW ${literal(view)} RENAME TO ${literal(to)};`

export const renameMaterializedViewColumn: Write = (on, view, column, to) =>
  on.say`ALTER MATERIALIZED VIEW ${literal(view)} RENAME COLUMN ${literal(column)} TO ${literal(to)};`
