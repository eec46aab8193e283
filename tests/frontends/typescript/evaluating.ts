/** Evaluating the body of a migration function with a runner that keeps what it is given. */
import { evaluateModule, type Run } from '../../../src/frontends/typescript/evaluate.ts'
import { parseModule } from '../../../src/frontends/typescript/module.ts'
import { textOf as shown } from '../../../src/frontends/typescript/arguments.ts'
import { hostValue, mappedOf, UNDEFINED, unknown } from '../../../src/frontends/typescript/value-tools.ts'
import type { HostObject, Value } from '../../../src/frontends/typescript/values.ts'
import type { MappedText } from '../../../src/source/mapped-text.ts'
import type { CodeSettings } from '../../../src/frontends/project-files.ts'
import { memoryProject } from '../memory-project.ts'
import { createSourceFile } from '../../../src/source/source-file.ts'

export interface Sent {
  readonly run: Run
  /** The texts given to `db.run`, holes as the user wrote them. */
  readonly texts: readonly string[]
  readonly mapped: readonly MappedText[]
  /** Each operation with its doubts: `a`, `b conditional`, `c floating`, `opaque unknown call`. */
  readonly log: readonly string[]
  /** Files whose texts were read. */
  readonly filesRead: readonly string[]
}

/** Runs `export async function up(db) { … }` around the body; `db.run(text)` and `db.has(text)` are known. */
export function evaluateBody(body: string, before = ''): Sent {
  return evaluateSource(`${before}\nexport async function up(db, ...rest) {\n${body}\n}\n`)
}

/** The project around a migration: other files by path, and what the configuration tells about its code. */
export interface Around {
  readonly texts?: Readonly<Record<string, string>>
  readonly code?: CodeSettings
}

export function evaluateSource(source: string, around?: Around): Sent {
  const path = around ? 'db/migrations/001_orders.ts' : 'migration.ts'
  const project = around && { ...memoryProject({ ...around.texts, [path]: source }), code: around.code }
  const module = project?.module(path) ?? parseModule(createSourceFile(path, source))
  const evaluation = evaluateModule(module, { files: project })
  const mapped: MappedText[] = []
  const texts: string[] = []
  const runner: HostObject = {
    name: 'db',
    reachesDatabase: true,
    methods: {
      run: call => {
        const value: Value = call.args[0] ?? UNDEFINED
        if (value.kind === 'string') mapped.push(mappedOf(value))
        texts.push(shown(value) ?? `<${value.kind}>`)
        call.emit({ kind: 'noOperation', message: shown(value) ?? `<${value.kind}>` })
        return call.promise(unknown('query result', 'the rows are known only at run time'))
      },
      sql: call => {
        call.sql(call.args[0])
        return undefined
      },
      has: call => call.promise(unknown('query result', 'it may exist', true)),
      within: call => call.promise(call.invoke(call.args[0], [call.self])),
    },
  }
  const up = evaluation.exports.get('up') ?? UNDEFINED
  const run = evaluation.run(up, { args: [hostValue(runner)], floating: 'eager' })
  const log = run.operations.map(operation =>
    [
      operation.kind === 'noOperation' ? operation.message : '',
      operation.kind === 'opaque' ? `opaque ${operation.reason}` : '',
      operation.flow,
      operation.floating && 'floating',
    ]
      .filter(part => part !== undefined && part !== '')
      .join(' '),
  )
  return { run, texts, mapped, log, filesRead: [...evaluation.filesRead].map(file => file.path) }
}
