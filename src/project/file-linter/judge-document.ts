/** Judges the migrations of one history that stand in a document. */
import { resolve } from 'node:path'
import { rules } from '../../../rules/index.ts'
import { databaseOfAll } from '../../frontends/other-databases.ts'
import type { MigrationSource, ProjectFiles } from '../../frontends/project-files.ts'
import type { Finding } from '../../lint/finding.ts'
import { lintHistory } from '../../lint/lint-history.ts'
import type { LintSettings } from '../../lint/settings.ts'
import type { HistoryEntry } from '../../model/history.ts'
import type { Migration } from '../../model/migration.ts'
import type { Config } from '../config.ts'
import type { History } from '../find-migrations.ts'
import { readMigration } from '../read-migration.ts'
import { startingSchemaOf, type StartingSchema } from '../starting-schema.ts'
import { historyEntry } from '../whole-history.ts'
import type { Chain, Standing } from './chain.ts'
import { curesIn, type Cure } from './cures.ts'
import { withFreshModules, type OpenFile } from './document.ts'
import { readingOf, translated, type Reading, type Readings } from './readings.ts'

/** What judging a document takes. */
export interface DocumentJudging {
  readonly root: string
  readonly config: Config
  readonly settings: LintSettings
  readonly starts: readonly StartingSchema[]
  readonly readings: Readings
  readonly chain: Chain
  readonly document: OpenFile
  /** The files on disk, and with the document in its place. */
  readonly disk: ProjectFiles
  readonly files: ProjectFiles
}

/** The findings, and what cures them. */
export interface JudgedDocument {
  readonly findings: readonly Finding[]
  readonly cureOf: (finding: Finding) => Cure | undefined
}

/** The findings in a document of one history; undefined where none of its migrations stands there and nothing is wrong with it. */
export function judgeDocument(history: History, judging: DocumentJudging): JudgedDocument | undefined {
  const { document, settings, files, config } = judging
  const { sources } = history
  const own = placesOf(document.path, sources)
  const [first, last] = [own[0], own.at(-1)]
  if (first === undefined || last === undefined) return judgeBeside(history, judging)
  const all = readingsOf(history, own, judging)
  const database = databaseOfAll(all)
  const migration = (index: number): Migration => translatedAt(all, index, database)
  const before = standingBefore(sources[first], first, migration, judging)
  const migrations = sources.slice(first, last + 1).map((_, i) => migration(first + i))
  const { findings } = lintHistory({
    migrations,
    rules,
    settings,
    reported: new Set(own.map(migration)),
    history: together(history, own, judging),
    start: before.state,
    retired: before.retired,
  })
  const chapters = () => sources.map((source, i) => ({ source, migration: migration(i) }))
  let cures: ReturnType<typeof curesIn> | undefined
  return {
    findings: findings.filter(({ span }) => span.file.path === document.path),
    cureOf: finding => {
      const told = { frontend: history.frontend, files, config, own, before: before.state }
      cures ??= curesIn({ ...told, chapters: chapters() }, document.path)
      return cures(finding)
    },
  }
}

/** A file that is none of the migrations may be what is wrong with their history: a list leaves it out. */
function judgeBeside(history: History, judging: DocumentJudging): JudgedDocument | undefined {
  const defects = defectsIn(history, judging)
  if (defects.length === 0) return undefined
  const { settings } = judging
  const { findings } = lintHistory({ migrations: [], rules, settings, history: { entries: [], defects } })
  return { findings, cureOf: () => undefined }
}

function defectsIn({ frontend, sources }: History, { files, document }: DocumentJudging) {
  const defects = frontend.defects?.(sources[0]?.history ?? '', files) ?? []
  return defects.filter(({ span }) => span.file.path === document.path)
}

/** Which of the migrations stand in a file: nothing else is made anew of a long history while one file is edited. */
function placesOf(path: string, sources: History['sources']): readonly number[] {
  const places: number[] = []
  for (let i = 0; i < sources.length; i++) if (sources[i]?.paths.includes(path)) places.push(i)
  return places
}

function translatedAt(
  all: readonly Reading[],
  index: number,
  database: ReturnType<typeof databaseOfAll>,
): Migration {
  const reading = all[index]
  if (!reading) throw new RangeError(`there is no migration ${index}`)
  return translated(reading, database)
}

/** Those on disk, and what the document makes of its own. */
function readingsOf(history: History, own: readonly number[], judging: DocumentJudging): readonly Reading[] {
  const { disk, document, readings, files, config } = judging
  const isSaved = disk.read(document.path)?.text === document.file.text
  const onDisk = readings.all(history, disk, isSaved ? undefined : document.path)
  const all = [...onDisk]
  for (const i of isSaved ? [] : own) {
    const source = history.sources[i]
    if (!source) continue
    const [first = ''] = source.paths
    // What was remembered of code that loads the document was made of its text on disk.
    const now = first === document.path ? files : withFreshModules(files, new Set([first]))
    all[i] = readingOf(readMigration(history, source, now, config))
  }
  return all.filter(each => each !== undefined)
}

/** From a dump, which holds what earlier migrations made, or from them. */
function standingBefore(
  source: MigrationSource | undefined,
  index: number,
  migration: (index: number) => Migration,
  { starts, root, chain }: DocumentJudging,
): Standing {
  const dump = startingSchemaOf(starts, resolve(root, source?.paths[0] ?? ''))
  return dump ? { state: dump.state, retired: new Set() } : chain.after(index, migration)
}

const entries = new WeakMap<
  History['sources'],
  { readonly disk: ProjectFiles; readonly entries: readonly (HistoryEntry | undefined)[] }
>()

/** As if the whole project were linted: what is said elsewhere is left out afterwards. */
const WANTED = { isWanted: true, change: undefined }

/** What is known of the history as a whole. */
function together(history: History, own: readonly number[], judging: DocumentJudging) {
  const { sources } = history
  const { disk, files } = judging
  let known = entries.get(sources)
  if (known?.disk !== disk) {
    const made = sources.map(source => historyEntry(source, disk, WANTED))
    known = { disk, entries: made }
    entries.set(sources, known)
  }
  const all = [...known.entries]
  for (const i of own) {
    const source = sources[i]
    if (source) all[i] = historyEntry(source, files, WANTED)
  }
  return { entries: all.filter(each => each !== undefined), defects: defectsIn(history, judging) }
}
