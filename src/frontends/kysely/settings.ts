/** What the project says about its Kysely near its migrations: the database, and how the migrator runs them. */
import { databaseCalled, type OtherDatabase } from '../other-databases.ts'
import { ancestorsOf, folderOf, joinPath } from '../paths.ts'
import type { ProjectFiles } from '../project-files.ts'
import type { Module } from '../typescript/module.ts'
import {
  keyName,
  unwrap,
  type Expression,
  type New,
  type Node,
  type ObjectExpression,
  type Spread,
} from '../typescript/nodes.ts'
import { childrenOf } from '../typescript/tree.ts'
import type { Plugins } from './parts.ts'
import { snakeCase, type CaseOptions } from './plugins.ts'

/** Settings as far as they are written out. */
export interface Settings {
  /** The database, where it is certainly not PostgreSQL. */
  readonly database?: OtherDatabase | undefined
  /** `disableTransactions`: https://kysely-org.github.io/kysely-apidoc/interfaces/MigratorProps.html */
  readonly withoutTransactions: boolean
  /** `allowUnorderedMigrations`: without it the migrator refuses one that sorts before an applied one. */
  readonly allowsUnordered: boolean
  /** What the Kysely of the migrator does to all queries. */
  readonly plugins: Plugins
}

/** How far above the migrations a file still speaks of them. */
const HIGHEST = 4

/** kysely-ctl looks for its settings there as well: https://github.com/kysely-org/kysely-ctl#configuration */
const CONFIGS = /(?:^|\/)(?:\.config\/)?kysely\.config\.[cm]?[jt]s$/u

const SCRIPT = /\.[cm]?[jt]s$/u
const SPEAKS_OF_IT = /kysely/iu
const SAYS = /Dialect\b|\bdialect\b|\bdisableTransactions\b|\ballowUnorderedMigrations\b|\bCamelCasePlugin\b/u

const known = new WeakMap<ProjectFiles, Map<string, Settings>>()

/** What the files in the folder of the migrations and in those above say. */
export function settingsFor(folder: string, files: ProjectFiles): Settings {
  const ofProject = known.get(files) ?? new Map<string, Settings>()
  known.set(files, ofProject)
  const settings = ofProject.get(folder) ?? readSettings(folder, files)
  ofProject.set(folder, settings)
  return settings
}

function readSettings(folder: string, files: ProjectFiles): Settings {
  const above = ancestorsOf(folder).slice(1, HIGHEST + 1)
  const folders = new Set(above)
  const beside = files.paths.filter(path => SCRIPT.test(path) && folders.has(folderOf(path)))
  const configs = above.flatMap(each =>
    ['ts', 'js', 'mts', 'mjs', 'cts', 'cjs'].flatMap(ending => [
      joinPath(each, `kysely.config.${ending}`),
      joinPath(each, `.config/kysely.config.${ending}`),
    ]),
  )
  const said = [...new Set([...beside, ...configs])].flatMap(path => {
    const text = files.read(path)?.text ?? ''
    const speaks = CONFIGS.test(path) || SPEAKS_OF_IT.test(text)
    const module = speaks && SAYS.test(text) ? files.module(path) : undefined
    return module ? [statementsIn(module, CONFIGS.test(path))] : []
  })
  const databases = said.flatMap(each => each.databases)
  return {
    database: databases.includes('postgres') ? undefined : databases.map(databaseCalled).find(each => each),
    withoutTransactions: said.some(each => each.flags.has('disableTransactions')),
    allowsUnordered: said.some(each => each.flags.has('allowUnorderedMigrations')),
    plugins: said.find(each => each.isOfMigrator && each.plugins)?.plugins ?? {},
  }
}

interface Statements {
  /** Names of databases; PostgreSQL's is `postgres`. */
  readonly databases: string[]
  readonly flags: Set<string>
  /** It makes the Kysely and the migrator. */
  isOfMigrator: boolean
  plugins?: Plugins
}

function statementsIn({ program }: Module, isOfMigrator: boolean): Statements {
  const found: Statements = { databases: [], flags: new Set(), isOfMigrator }
  visit(program, node => {
    if (isNew(node)) readNew(node, found)
    if (isObject(node)) {
      for (const [name, value] of entriesOf(node)) {
        if (FLAGS.has(name) && value.type === 'Literal' && value.value === true) found.flags.add(name)
        if (name === 'dialect' && value.type === 'Literal')
          found.databases.push(...databaseIn(String(value.value)))
      }
    }
  })
  return found
}

const FLAGS = new Set(['disableTransactions', 'allowUnorderedMigrations'])

/** `new MysqlDialect(…)`, `new Migrator(…)`, `new CamelCasePlugin(…)` */
function readNew({ callee, arguments: [options] }: New, found: Statements): void {
  const name = callee.type === 'Identifier' ? callee.name : ''
  const dialect = /^(\w+)Dialect$/u.exec(name)?.[1]
  if (dialect !== undefined) found.databases.push(...databaseIn(dialect))
  if (name === 'Migrator') found.isOfMigrator = true
  if (name === 'CamelCasePlugin') found.plugins = { snakeCase: snakeCase(caseOptionsOf(options)) }
}

function caseOptionsOf(options: Expression | Spread | undefined): CaseOptions {
  const entries = options?.type === 'ObjectExpression' ? entriesOf(options) : []
  const is = (name: string): boolean =>
    entries.some(([key, value]) => key === name && value.type === 'Literal' && value.value === true)
  return {
    upperCase: is('upperCase'),
    underscoreBeforeDigits: is('underscoreBeforeDigits'),
    underscoreBetweenUppercaseLetters: is('underscoreBetweenUppercaseLetters'),
  }
}

/** Drivers and the databases that they are for: https://kysely.dev/docs/dialects */
const DRIVERS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:pg|postgres|postgresql|postgresjs|neon|neonhttp|vercel|pglite|xata|datasource|awsdataapi|rdsdata)$/iu,
    'postgres',
  ],
  [/^(?:mysql|mysql2|mariadb|planetscale|singlestore|tidb(?:serverless)?)$/iu, 'mysql'],
  [
    /^(?:sqlite|sqlite3|better-sqlite3|bunsqlite|libsql|d1|turso|denosqlite|sqljs|bunworker|nodesqlite)$/iu,
    'sqlite',
  ],
  [/^(?:mssql|tedious|sqlserver)$/iu, 'mssql'],
  [/^clickhouse$/iu, 'clickhouse'],
]

function databaseIn(word: string): readonly string[] {
  const found = DRIVERS.find(([pattern]) => pattern.test(word))
  return found ? [found[1]] : []
}

function entriesOf({ properties }: ObjectExpression): readonly (readonly [string, Expression])[] {
  return properties.flatMap(each => {
    const name = each.type === 'Property' ? keyName(each.key, each.computed) : undefined
    return each.type === 'Property' && name !== undefined ? [[name, unwrap(each.value)] as const] : []
  })
}

/** A stack of its own, because code may be nested deeply. */
function visit(root: Node, look: (node: Node) => void): void {
  const open: Node[] = [root]
  for (let node = open.pop(); node; node = open.pop()) {
    look(node)
    open.push(...childrenOf(node))
  }
}

function isNew(node: Node): node is New {
  return node.type === 'NewExpression'
}

function isObject(node: Node): node is ObjectExpression {
  return node.type === 'ObjectExpression'
}
