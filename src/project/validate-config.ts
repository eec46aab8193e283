/** Checks that a configuration is one, and says what is wrong where it is not. */
import { parseDuration } from '../lint/duration.ts'
import { SEVERITIES } from '../lint/finding.ts'
import type { Rule } from '../lint/rule.ts'
import { NAMED_KINDS, NAME_PLACEHOLDERS } from '../lint/naming.ts'
import { PRESETS } from '../lint/settings.ts'
import {
  firstOf,
  listOf,
  object,
  oneOf,
  record,
  text,
  unexpected,
  type Check,
  type Problem,
} from './checks.ts'
import { didYouMean } from './closest.ts'
import { ConfigError, shown } from './config-error.ts'
import type { Config } from './config.ts'

/** What names may stand in a configuration. */
export interface KnownNames {
  readonly rules: readonly Rule[]
  readonly frameworks: readonly string[]
}

/** Oldest and newest server whose behaviour the effects know. */
const POSTGRES = { oldest: 12, newest: 18 } as const

const TRANSACTIONS = ['run', 'migration', 'query', 'none']

/** The value as a configuration; throws a ConfigError that names the file, the key and what to write. */
export function validateConfig(value: unknown, where: string, known: KnownNames): Config {
  const problem = configCheck(known)(value, '')
  if (problem) throw new ConfigError({ ...problem, where, key: problem.key === '' ? undefined : problem.key })
  if (!isConfig(value, known)) throw new ConfigError({ where, problem: `got ${shown(value)}` })
  return value
}

/** A major version, also as the text of a command line. */
export const postgresVersion: Check = (value, key) => {
  const version = typeof value === 'string' ? Number(value) : value
  const { oldest, newest } = POSTGRES
  const known = typeof version === 'number' && Number.isInteger(version)
  return known && version >= oldest && version <= newest
    ? undefined
    : unexpected(value, key, `a major version of PostgreSQL from ${oldest} to ${newest}`)
}

/** The setting of one rule. */
export function ruleSetting(
  rules: readonly Rule[],
): (id: string, setting: unknown, key: string) => Problem | undefined {
  return (id, setting, key) => {
    const rule = rules.find(each => each.id === id)
    if (!rule) {
      const ids = rules.map(each => each.id)
      const remedy = didYouMean(id, ids) ?? '`migrate-lint rules` lists all rules.'
      return { key, problem: 'there is no such rule', remedy }
    }
    const [severity, options, ...more]: readonly unknown[] = Array.isArray(setting) ? setting : [setting]
    if (more.length > 0 || typeof severity !== 'string') {
      return unexpected(setting, key, `a severity (${SEVERITIES.join(', ')}), or [severity, options]`)
    }
    return firstOf([
      () => oneOf(SEVERITIES)(severity, key),
      () => (options === undefined ? undefined : optionsOf(rule)(options, `${key}[1]`)),
    ])
  }
}

function isConfig(value: unknown, known: KnownNames): value is Config {
  return configCheck(known)(value, '') === undefined
}

function configCheck({ rules, frameworks }: KnownNames): Check {
  return object({
    preset: oneOf(PRESETS),
    rules: record(ruleSetting(rules)),
    postgres: object({ version: numeric(postgresVersion) }),
    runner: object({
      lockTimeout: time,
      statementTimeout: time,
      transaction: oneOf(TRANSACTIONS),
      folders: (value, key) => (typeof value === 'string' ? text : listOf(text))(value, key),
    }),
    since: text,
    naming: object(Object.fromEntries(NAMED_KINDS.map(kind => [kind, nameTemplate(kind)]))),
    sqlLoaders: record((_name, path, key) => loaderPath(path, key)),
    helpers: record((name, sql, key) => helperSql(name, sql, key)),
    frameworks: listOf(oneOf(frameworks)),
    include: listOf(text),
    exclude: listOf(text),
    schema: dump,
  })
}

/** In a file a number is a number. */
function numeric(check: Check): Check {
  return (value, key) => (typeof value === 'number' ? check(value, key) : unexpected(value, key, 'a number'))
}

const time: Check = (value, key) => {
  const readable = typeof value === 'string' || typeof value === 'number'
  return readable && parseDuration(value) !== 'unknown'
    ? undefined
    : unexpected(value, key, "a time such as '5s' or '500ms', or a number of milliseconds")
}

/** A name with placeholders; what it is filled with must tell the constraints of a table apart. */
function nameTemplate(kind: (typeof NAMED_KINDS)[number]): Check {
  const known = NAME_PLACEHOLDERS.filter(each => each !== 'referredTable' || kind === 'foreignKey')
  const needed = kind === 'primaryKey' ? ['table'] : ['table', 'columns']
  const expected = `a name such as '{table}_{columns}_key', with ${needed.map(each => `{${each}}`).join(' and ')} in it`
  return (value, key) => {
    if (typeof value !== 'string') return unexpected(value, key, expected)
    const used = [...value.matchAll(/\{([^}]*)\}/gu)].map(([, name = '']) => name)
    const stranger = used.find(each => !known.some(name => name === each))
    if (stranger !== undefined) {
      const problem = `there is no placeholder {${stranger}}`
      return { key, problem, expected: `one of ${known.map(each => `{${each}}`).join(', ')}` }
    }
    return needed.every(each => used.includes(each)) ? undefined : unexpected(value, key, expected)
  }
}

/** The path of a text, with arguments of the function that loads it. */
const loaderPath: Check = (value, key) => {
  const expected =
    "a path such as './sql/{0}.sql', from the migration, or '/db/sql/{0}.sql', from the project's root"
  if (typeof value !== 'string' || !/^(?:\.{0,2}\/)./u.test(value)) return unexpected(value, key, expected)
  const stranger = [...value.matchAll(/\{([^}]*)\}/gu)].find(([, name = '']) => !/^\d$/u.test(name))
  return stranger
    ? {
        key,
        problem: `there is no placeholder ${stranger[0]}`,
        expected: '{0} for the first argument, {1} for the second',
      }
    : undefined
}

/** The name of a helper as it is called, and the SQL that it sends. */
function helperSql(name: string, sql: unknown, key: string): Problem | undefined {
  if (!/^[\w$]+(?:\??\.[\w$#]+)*$/u.test(name)) {
    return {
      key,
      problem: 'it is no name of a function',
      expected: "a name as it is called: 'addAudit' or 'helpers.addAudit'",
    }
  }
  if (typeof sql !== 'string') return unexpected(sql, key, "the SQL that it sends, or '' where it sends none")
  // '{new}' may be an array.
  const stranger = /(?<!')\{[a-z_]\w*(?:\.\w+)*\}/iu.exec(sql)
  if (!stranger) return undefined
  const expected = '{0} for the first argument, {0.name} for a property of it'
  return { key, problem: `there is no placeholder ${stranger[0]}`, expected }
}

const dump: Check = (value, key) => {
  const expected = "the path of a dump such as 'db/schema.sql', or the dumps by folder of the migrations"
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return text(value, key) && unexpected(value, key, expected)
  return record((_folder, path, member) => text(path, member))(value, key)
}

function optionsOf(rule: Rule): Check {
  const names = Object.keys(rule.options ?? {})
  return record((name, value, key) => {
    const standard = rule.options?.[name]?.default
    if (standard === undefined) {
      const expected = names.length > 0 ? `one of ${names.join(', ')}` : undefined
      return { key, problem: 'the rule has no such option', expected, remedy: didYouMean(name, names) }
    }
    const alike = typeof value === typeof standard && Array.isArray(value) === Array.isArray(standard)
    return alike ? undefined : unexpected(value, key, `a value like ${shown(standard)}`)
  })
}
