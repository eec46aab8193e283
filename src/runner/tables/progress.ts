/** How far a migration has come that is not one transaction, as the history table keeps it. */

type Rows = readonly Readonly<Record<string, unknown>>[]

/** Why the database refused a part. */
export interface Refusal {
  readonly message: string
  readonly sqlstate: string
  readonly sql: string
}

/** What a question of the migration was answered. */
export interface Answer {
  /** Fingerprint of the question. */
  readonly question: string
  /** Absent where they are too many to be kept. */
  readonly rows?: Rows | undefined
}

/** How far it has come. */
export interface Progress {
  /** Fingerprints of the parts that are committed, in order; behind a mark, those that were refused and gone on behind. */
  readonly done: readonly string[]
  /** Fingerprint of a part that was begun: nobody knows whether it came to its end. */
  readonly begun?: string | undefined
  /** Of parts that gave rows which the migration may need again: the rows, by number of the part. */
  readonly rows?: Readonly<Record<string, Rows>> | undefined
  /** Of parts that were refused: the error, by number of the part. */
  readonly refusals?: Readonly<Record<string, Refusal>> | undefined
  /** What the migration was answered so far, in the order in which it asked. */
  readonly answers?: readonly Answer[] | undefined
  /** Of an update in batches that was begun: the last key that is done. */
  readonly key?: string | undefined
}

/** Nothing is done yet. */
export const NO_PROGRESS: Progress = { done: [] }

/** What a part adds to it: one row of the journal. */
export interface Entry extends Omit<Progress, 'answers'> {
  /** By number of the question, since one that is asked anew stands before others that are not. */
  readonly answers?: Readonly<Record<string, Answer>> | undefined
}

/** How far a migration has come with all that was added, in the order in which it was. */
export function withEntries(start: Progress, entries: readonly Entry[]): Progress {
  const last = entries.at(-1)
  if (!last) return start
  const { begun, key } = last
  const all = [start, ...entries]
  const answers = [...(start.answers ?? [])]
  for (const [place, answer] of entries.flatMap(entry => Object.entries(entry.answers ?? {})))
    answers[Number(place)] = answer
  return {
    done: all.flatMap(each => each.done),
    rows: Object.assign({}, ...all.map(each => each.rows)) as Progress['rows'],
    refusals: Object.assign({}, ...all.map(each => each.refusals)) as Progress['refusals'],
    answers,
    begun,
    key,
  }
}

/** Marks a part that the database refused, and that the code of the migration went on behind. */
export const REFUSED = '!'

/** Number of parts that are committed. */
export function partsDone({ done }: Pick<Progress, 'done'>): number {
  return done.filter(each => !each.startsWith(REFUSED)).length
}

/** As text; what JSON has no word for keeps its type. */
export function printProgress(progress: Progress | Entry): string {
  return JSON.stringify(progress, function (this: Readonly<Record<string, unknown>>, key, value: unknown) {
    // A Buffer has made JSON of itself already.
    const raw = this[key]
    if (raw instanceof Uint8Array) return { $bytes: Buffer.from(raw).toString('base64') }
    if (raw instanceof Date) return { $date: raw.toJSON() }
    if (typeof value === 'bigint') return { $bigint: String(value) }
    return typeof value === 'number' && !Number.isFinite(value) ? { $number: String(value) } : value
  })
}

/** The other way round. */
export function parseProgress(text: string): Progress {
  return parse(text) as Progress
}

/** The same of a row of the journal. */
export function parseEntry(text: string): Entry {
  return parse(text) as Entry
}

function parse(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value
    const [[type, raw] = ['', ''], ...more] = Object.entries(value)
    const read = more.length === 0 && typeof raw === 'string' ? TYPES[type] : undefined
    return read ? read(String(raw)) : value
  }) as unknown
}

const TYPES: Readonly<Record<string, (text: string) => unknown>> = {
  $bytes: text => Buffer.from(text, 'base64'),
  $date: text => new Date(text),
  $bigint: text => BigInt(text),
  $number: text => Number(text),
}
