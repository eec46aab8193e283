/** The examples of the rules: how their files are split, and how they are read as migrations. */
import { saysTheSame } from '../frontends/says-the-same.ts'
import type { History, HistoryEntry } from '../model/history.ts'
import type { Down, Migration } from '../model/migration.ts'
import { writtenFor } from '../frontends/other-databases.ts'
import { verbatim } from '../source/mapped-text.ts'
import { createSourceFile, type SourceFile } from '../source/source-file.ts'
import { spanOf, textOf, type Span } from '../source/span.ts'
import { readSql, type SqlReading } from '../sql/read-sql.ts'

/**
 * An example is SQL in parts. A line of its own opens each part: `-- setup` (tables and rows that exist
 * before; not judged), `-- migration` (one a migration, in order), `-- down` (the way back of the migration
 * above), `-- before` (what that migration said at the ref that `--since` names), `-- app` (statements of the running
 * application). `-- migration (no transaction)` runs outside a transaction, `-- migration (new)` was not there at that
 * ref, `-- migration b after a, c` is revision b of a graph, `-- migration b from the start` one without parents,
 * `-- migration named 0001_add_notes` has a name. A comment `-- also: rule-a, rule-b` names further rules that find something. Text before
 * the first such line is a migration.
 */
export interface Example {
  readonly file: SourceFile
  readonly setup?: Span | undefined
  readonly migrations: readonly ExampleMigration[]
  readonly app?: Span | undefined
  /** A line `-- dialect: sqlite` tells that it is written for SQLite, and runs there. */
  readonly dialect?: 'sqlite' | undefined
  /** Rules that find something besides the one that the example is for. */
  readonly also: readonly string[]
}

export interface ExampleMigration {
  readonly up: Span
  readonly down?: Span | undefined
  readonly before?: Span | undefined
  readonly transaction: boolean
  readonly isNew: boolean
  readonly name?: string | undefined
  /** Set when the migrations are a graph. */
  readonly after?: readonly string[] | undefined
}

const PART =
  /^-- (setup|migration|down|before|app)(?: named ([^\s()]+)| (\w+)(?: after ([\w, ]+\w)| from the start)?)?((?: \((?:no transaction|new)\))*)(?: -- finding: .*)?[ \t]*$/gmu

/** Splits the file of an example. */
export function splitExample(file: SourceFile, dialect = dialectOf(file)): Example {
  const heads = [...file.text.matchAll(PART)]
  const parts = heads.map((head, i) => ({
    name: head[1],
    transaction: !head[5]?.includes('no transaction'),
    isNew: head[5]?.includes('new') ?? false,
    id: head[2] ?? head[3],
    after: head[4]?.split(/,\s*/u) ?? (head[0].includes('from the start') ? [] : undefined),
    span: spanOf(file, head.index + head[0].length, heads[i + 1]?.index ?? file.text.length),
  }))
  const opening = spanOf(file, 0, heads[0]?.index ?? file.text.length)
  // Comments alone are about the example as a whole.
  if (
    textOf(opening)
      .replace(/^--.*$/gmu, '')
      .trim() !== ''
  )
    parts.unshift({
      name: 'migration',
      transaction: true,
      isNew: false,
      id: undefined,
      after: undefined,
      span: opening,
    })
  const migrations: ExampleMigration[] = []
  for (const { name, transaction, span, isNew, id, after } of parts) {
    const last = migrations.at(-1)
    if (name === 'migration') migrations.push({ up: span, transaction, isNew, name: id, after })
    else if ((name === 'down' || name === 'before') && last)
      migrations[migrations.length - 1] = { ...last, [name]: span }
  }
  const also = alsoIn(file)
  const spanNamed = (name: string) => parts.find(part => part.name === name)?.span
  return {
    file,
    setup: spanNamed('setup'),
    migrations,
    app: spanNamed('app'),
    also,
    ...(dialect && { dialect }),
  }
}

function dialectOf({ text }: SourceFile): Example['dialect'] {
  return /^-- dialect: sqlite$/mu.test(text) ? 'sqlite' : undefined
}

/** The rules that a comment `-- also: rule-a, rule-b` (in code `// also: …`) names. */
export function alsoIn({ text }: SourceFile): readonly string[] {
  return [...text.matchAll(/^(?:--|\/\/) also: (.+)$/gmu)].flatMap(([, ids = '']) => ids.split(/,\s*/u))
}

/** The setup, as the first migration, and those of the example itself. */
export interface ReadExample {
  readonly setup: readonly Migration[]
  readonly migrations: readonly Migration[]
}

/** Reads the parts of an example; each migration is one file of plain SQL whose statements are sent one by one. */
export function readExample({ file, setup, migrations, dialect }: Example): ReadExample {
  const read = (name: string, part: ExampleMigration): Migration => {
    const migration = migrationOf(file, name, part)
    return dialect ? writtenFor({ title: 'SQLite', dialect }, migration) : migration
  }
  return {
    setup: setup ? [read('setup', { up: setup, transaction: true, isNew: false })] : [],
    migrations: migrations.map((part, i) => read(nameOf(part, i), part)),
  }
}

function nameOf({ name }: ExampleMigration, index: number): string {
  return name ?? `migration ${index + 1}`
}

/** What is known of the migrations of an example together. */
export function historyOf({ migrations }: Example): History {
  const isCompared = migrations.some(({ isNew, before }) => isNew || before)
  const entries = migrations.map(({ up, before, isNew, after, ...part }, i): HistoryEntry => {
    const isEdited = before !== undefined && !saysTheSame('example.sql', textOf(before), textOf(up))
    return {
      name: nameOf({ up, isNew, ...part }, i),
      version: part.name,
      framework: 'sql',
      span: firstStatement(up),
      isWanted: true,
      ...(after && { revision: { parents: after, dependsOn: [], labels: [] } }),
      ...(isCompared && { change: isNew ? 'new' : isEdited ? 'edited' : 'none' }),
    }
  })
  return { entries, defects: [], ...(isCompared && { since: 'main' }) }
}

/** The line that begins the part. */
function firstStatement({ file, start, end }: Span): Span {
  const from = start + Math.max(0, file.text.slice(start, end).search(/\S/u))
  const lineEnd = file.text.indexOf('\n', from)
  return spanOf(file, from, lineEnd < 0 ? end : Math.min(end, lineEnd))
}

function migrationOf(file: SourceFile, name: string, { up, down, transaction }: ExampleMigration): Migration {
  const reading = readPart(up)
  const back = down && readPart(down)
  const readings = back ? [reading, back] : [reading]
  return {
    framework: 'sql',
    name,
    file,
    span: spanOf(file, up.start, up.start),
    files: [file],
    transaction: transaction ? 'migration' : 'none',
    up: reading.operations,
    down: down && back ? downOf(down, back) : { kind: 'unsupported' },
    parseErrors: readings.flatMap(each => each.parseErrors),
    comments: readings.flatMap(each => each.comments),
  }
}

function downOf({ file, start }: Span, { operations }: SqlReading): Down {
  return { kind: 'operations', operations, span: operations[0]?.span ?? spanOf(file, start, start) }
}

function readPart({ file, start, end }: Span): SqlReading {
  return readSql(verbatim(file, start, end), { sending: 'apart', statement: 0, roundTrip: 0 })
}

/** One case of a `cases.md`: a fence of SQL, read as an example, and the rules expected on its lines. */
export interface Case {
  /** Line of the fence in the page. */
  readonly line: number
  readonly example: Example
  /** Set for code: the module, whose path names its framework. */
  readonly code?: SourceFile | undefined
  /** Of the fence's info string: the major version of the server. */
  readonly postgresVersion?: number | undefined
  readonly expected: readonly ExpectedFinding[]
}

/** `-- finding: rule-id` at the end of a line; `-- finding: rule-id (info)` where the severity is not the rule's own. */
export interface ExpectedFinding {
  readonly rule: string
  readonly line: number
  readonly severity?: string | undefined
}

const FENCE = /^```(sql|ts)( [^\n]*)?\n(.*?)^```$/gmsu

/**
 * The fences of a page of cases: a line that ends with `-- finding: rule-id`, in code with two slashes before it,
 * expects it to be found there. `ts knex` is a module of that framework, or only the body of its `up`.
 */
export function casesIn(page: SourceFile): readonly Case[] {
  return [...page.text.matchAll(FENCE)].map(({ index, 1: language, 2: info = '', 3: text = '' }) => {
    const line = page.text.slice(0, index).split('\n').length
    const expected = text.split('\n').flatMap((each, i) => {
      const [, rule, severity] = /(?:--|\/\/) finding: ([a-z-]+)(?: \((\w+)\))?\s*$/u.exec(each) ?? []
      return rule === undefined ? [] : [{ rule, line: i + 1, ...(severity && { severity }) }]
    })
    const version = /\bpostgres=(\d+)/u.exec(info)?.[1]
    return {
      line,
      example: splitExample(
        createSourceFile(`${page.path}:${line}`, text),
        info.includes('sqlite') ? 'sqlite' : undefined,
      ),
      code: language === 'ts' ? moduleOf(`${page.path}:${line}`, info.trim(), text) : undefined,
      postgresVersion: version === undefined ? undefined : Number(version),
      expected,
    }
  })
}

/** Around the body of `up`, on the same line, so that its lines keep their numbers. */
const AROUND: Readonly<Record<string, readonly [before: string, after: string]>> = {
  knex: ['export async function up(knex: Knex) { ', '}\nexport async function down() {}\n'],
  typeorm: [
    'export class Orders1760000000000 implements MigrationInterface { async up(queryRunner: QueryRunner) { ',
    '}\nasync down() {} }\n',
  ],
  'migrate-lint': ["export const revision = 'a'; export async function upgrade(op) { ", '}\n'],
}

function moduleOf(place: string, framework: string, text: string): SourceFile {
  const [before, after] = /^export /mu.test(text) ? ['', ''] : (AROUND[framework] ?? ['', ''])
  return createSourceFile(`${place}.${framework}.ts`, `${before}${text}${after}`)
}
