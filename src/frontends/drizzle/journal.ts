/** Drizzle's journal: which migrations there are, in their order, and for which database. */
import type { SourceFile } from '../../source/source-file.ts'

export interface Journal {
  readonly dialect: string
  /** Names of the migrations' files without `.sql`. */
  readonly tags: readonly string[]
}

/** Reads `meta/_journal.json`; undefined when it is not one. */
export function readJournal(file: SourceFile | undefined): Journal | undefined {
  const json = parse(file?.text ?? '')
  if (!isRecord(json) || !Array.isArray(json.entries)) return undefined
  const entries: readonly unknown[] = json.entries
  const tags = entries.flatMap(entry => (isRecord(entry) && typeof entry.tag === 'string' ? [entry.tag] : []))
  return { dialect: dialectOf(json), tags }
}

/** The `dialect` of a journal or snapshot. */
export function readDialect(file: SourceFile | undefined): string {
  const json = parse(file?.text ?? '')
  return isRecord(json) ? dialectOf(json) : 'postgresql'
}

function dialectOf(json: Readonly<Record<string, unknown>>): string {
  return typeof json.dialect === 'string' ? json.dialect : 'postgresql'
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
