/** Drizzle's journal: which migrations there are, in their order, and for which database. */
import type { SourceFile } from '../../source/source-file.ts'

/** One migration: the name of its file without `.sql`, and the time that the migrator compares. */
export interface JournalEntry {
  readonly tag: string
  readonly when?: number | undefined
}

export interface Journal {
  readonly dialect: string
  readonly entries: readonly JournalEntry[]
}

/** Reads `meta/_journal.json`; undefined when it is not one. */
export function readJournal(file: SourceFile | undefined): Journal | undefined {
  const json = parse(file?.text ?? '')
  if (!isRecord(json) || !Array.isArray(json.entries)) return undefined
  const entries: readonly unknown[] = json.entries
  return {
    dialect: dialectOf(json),
    entries: entries.flatMap(entry => {
      if (!isRecord(entry) || typeof entry.tag !== 'string') return []
      return [{ tag: entry.tag, when: typeof entry.when === 'number' ? entry.when : undefined }]
    }),
  }
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
