/** Runs the examples that are code, which are ours, on PostgreSQL, as their framework does. */
import { createRequire } from 'node:module'
import ts from 'typescript'
import { DatabaseError, type Connection } from '../database/connection.ts'
import { resetSchema } from '../database/reset-schema.ts'
import type { SourceFile } from '../source/source-file.ts'
import { textOf } from '../source/span.ts'
import type { CodeRun } from './code-run.ts'
import { embeddedKnex } from './embedded-knex.ts'
import { embeddedQueryRunner } from './embedded-query-runner.ts'
import type { Example } from './example.ts'
import { readCatalog } from './run-example.ts'
import { watched, type Watched } from './watched.ts'

/** A module, what exists before it, and what its imports of the application give. */
export interface CodeExample {
  readonly file: SourceFile
  readonly setup?: Example | undefined
  /** The application's module as it was when the migration was written, and as it is later. */
  readonly application?: SourceFile | undefined
  readonly applicationLater?: SourceFile | undefined
}

/** Runs `up` three times, each on a new schema: twice as it is, and with the application's later module. */
export async function runCodeExample(
  connection: Connection,
  example: CodeExample,
  good?: CodeExample,
): Promise<CodeRun> {
  const wanted = good && (await runOnce(connection, good, good.application)).catalog
  const first = await runOnce(connection, example, example.application)
  const again = await runOnce(connection, example, example.application)
  const later = await runOnce(connection, example, example.applicationLater ?? example.application)
  return {
    unfinished: first.unfinished,
    difference: wanted ? differenceOf(wanted, first.catalog) : [],
    failure: first.failure,
    differsBetweenRuns: isOther(first, again),
    changesWithApplication: example.applicationLater !== undefined && isOther(first, later),
  }
}

interface Once {
  readonly sent: readonly string[]
  readonly unfinished: readonly string[]
  readonly failure?: string | undefined
  readonly catalog: ReadonlySet<string>
}

async function runOnce(
  connection: Connection,
  { file, setup }: CodeExample,
  application: SourceFile | undefined,
): Promise<Once> {
  await resetSchema(connection)
  if (setup?.setup) await connection.query(textOf(setup.setup))
  const seen = watched(connection)
  const failure = await failureOf(() => upOf(file, application, seen)())
  const unfinished = seen.unfinished()
  await seen.settled()
  return { sent: seen.sent(), unfinished, failure, catalog: await readCatalog(connection) }
}

function isOther(one: Once, other: Once): boolean {
  return one.failure !== other.failure || one.sent.join('\n') !== other.sent.join('\n')
}

function differenceOf(wanted: ReadonlySet<string>, found: ReadonlySet<string>): readonly string[] {
  return [
    ...[...wanted].filter(line => !found.has(line)).map(line => `lacks: ${line}`),
    ...[...found].filter(line => !wanted.has(line)).map(line => `has besides: ${line}`),
  ]
}

async function failureOf(work: () => unknown): Promise<string | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    if (error instanceof DatabaseError) return error.sqlstate
    return error instanceof Error ? error.message : String(error)
  }
}

type Up = (given: unknown) => unknown

/** The migration's `up`, with what its framework gives to it. */
function upOf(file: SourceFile, application: SourceFile | undefined, seen: Watched): () => unknown {
  const exports = load(file, application)
  if (file.path.endsWith('.knex.ts')) {
    const up = exports['up'] as Up
    return () => up(embeddedKnex(seen))
  }
  const [Migration] = Object.values(exports) as (new () => { readonly up: Up })[]
  if (!Migration) throw new Error(`${file.path} exports no migration`)
  const migration = new Migration()
  return () => migration.up(embeddedQueryRunner(seen))
}

const nodeRequire = createRequire(import.meta.url)

/** Runs a module; whatever it imports of the application is the one module given. */
function load(file: SourceFile, application: SourceFile | undefined): Readonly<Record<string, unknown>> {
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 }
  const { outputText } = ts.transpileModule(file.text, { compilerOptions: options })
  const module = { exports: {} }
  const requires = (specifier: string): unknown => {
    if (!/^[.@~]/u.test(specifier)) return nodeRequire(specifier)
    if (!application) throw new Error(`${file.path} loads ${specifier}, which is not there`)
    return load(application, undefined)
  }
  // Examples of this project, which are there to be run.
  new Function('require', 'module', 'exports', outputText)(requires, module, module.exports)
  return module.exports
}
