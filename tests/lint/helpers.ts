/** Small builders for the tests of the engine: operations that stand at their own text in a file. */
import type { Migration } from '../../src/model/migration.ts'
import { place, type BareOperation, type Operation } from '../../src/model/operation.ts'
import { createSourceFile, type SourceFile } from '../../src/source/source-file.ts'
import { spanOf, type Span } from '../../src/source/span.ts'

/** The first place of a text in a file. */
export function at(file: SourceFile, text: string, from = 0): Span {
  const start = file.text.indexOf(text, from)
  if (start < 0) throw new RangeError(`${text} is not in ${file.path}`)
  return spanOf(file, start, start + text.length)
}

/** Operations without a place of interest; each is a statement and a round trip of its own. */
export function sentApart(...operations: readonly BareOperation[]): readonly Operation[] {
  const file = createSourceFile('migrations/1.sql', '')
  return operations.map((bare, i) => place(bare, { span: spanOf(file, 0, 0), statement: i, roundTrip: i }))
}

/** The same, all in one round trip. */
export function sentTogether(...operations: readonly BareOperation[]): readonly Operation[] {
  return sentApart(...operations).map(operation => ({ ...operation, roundTrip: 0 }))
}

/** A migration in one file that does nothing yet. */
export function migrationOf(file: SourceFile, parts: Partial<Migration> = {}): Migration {
  return {
    framework: 'sql',
    name: file.path.replace(/^.*\//u, '').replace(/\.[^.]*$/u, ''),
    file,
    span: spanOf(file, 0, 0),
    files: [file],
    transaction: 'migration',
    up: [],
    down: { kind: 'unsupported' },
    parseErrors: [],
    comments: [],
    ...parts,
  }
}
