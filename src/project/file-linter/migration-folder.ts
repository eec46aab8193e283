/** A folder of migrations as it is on disk, and the documents in it that are being written. */
import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { ancestorsOf } from '../../frontends/paths.ts'
import type { Finding } from '../../lint/finding.ts'
import type { LintSettings } from '../../lint/settings.ts'
import { brokenFiles } from '../broken-files.ts'
import type { Config } from '../config.ts'
import { inclusion } from '../discover.ts'
import { codeSettings, frontendsOf } from '../find-in-project.ts'
import type { History } from '../find-migrations.ts'
import { slashed } from '../folders.ts'
import { readStartingSchemas } from '../starting-schema.ts'
import { walk } from '../walk.ts'
import { chain, type Chain } from './chain.ts'
import { cureMemory, type CureMemory } from './cure-memory.ts'
import type { Cure } from './cures.ts'
import { diskFiles, type DiskFiles } from './disk-files.ts'
import { withDocument, type OpenFile } from './document.ts'
import { finder, type Finder } from './finding-in.ts'
import { judgeDocument } from './judge-document.ts'
import type { Place } from './place.ts'
import { readings, type Readings } from './readings.ts'

/** What is found in a document, and what cures it. */
export interface FileFindings {
  readonly findings: readonly Finding[]
  /** Edits of the document itself; undefined where none is certain to say what is meant. */
  readonly cureOf: (finding: Finding) => Cure | undefined
}

/** What a folder is read with. */
export interface FolderOptions {
  /** Absolute; paths are relative to it. */
  readonly root: string
  readonly place: Place
  readonly config: Config
  readonly configFolder: string
  /** The clock of an editor, where cures are remembered from one keystroke to the next. */
  readonly now?: (() => number) | undefined
}

/** Remembers what it has read. */
export interface MigrationFolder {
  /** Takes over what has changed on disk. */
  look(): void
  judge(document: OpenFile, settings: LintSettings): FileFindings
}

/** Reads nothing before a document is judged. */
export function migrationFolder({ root, place, config, configFolder, now }: FolderOptions): MigrationFolder {
  const starts = readStartingSchemas({ config, configFolder, cwd: root })
  const dumps = new Set(starts.map(({ path }) => path))
  const isIncluded = inclusion({ cwd: root, configFolder, include: config.include, exclude: config.exclude })
  const inside = (path: string): string => slashed(relative(root, path))
  const filesNow = (): readonly string[] => [
    ...new Set([
      ...filesIn(place),
      ...foldersTo(place.folder, root).flatMap(folder => filesIn({ folder, depth: 'flat' })),
    ]),
  ]
  const list = (): readonly string[] =>
    filesNow()
      .filter(path => !dumps.has(path) && isIncluded(path))
      .map(inside)
      .sort()
  const disk = diskFiles({ root, list, folder: inside(place.folder), code: codeSettings(config) })
  const found = finder(frontendsOf(config))
  const read = readings(config)
  let memory: { readonly path: string; readonly cures: CureMemory } | undefined
  const chains = new Map<string, Chain>()
  const chainOf = ({ frontend, sources }: History): Chain => {
    const key = `${frontend.name} ${sources[0]?.history ?? ''}`
    const known = chains.get(key) ?? chain()
    chains.set(key, known)
    return known
  }
  return {
    look: () => {
      takeChanges(disk, read, found)
    },
    judge(document, settings) {
      if (!isIncluded(resolve(root, document.path))) return NOTHING
      const files = withDocument(disk.files, document)
      const histories = found.around(document, files, disk.files)
      const common = { root, config, settings, starts, readings: read, document, disk: disk.files, files }
      const judged = histories.flatMap(
        history => judgeDocument(history, { ...common, chain: chainOf(history) }) ?? [],
      )
      if (judged.length === 0)
        return { ...NOTHING, findings: brokenFindings(document, files, histories, settings) }
      const findings = judged.flatMap(each => each.findings)
      const work = (finding: Finding) => judged.find(each => each.findings.includes(finding))?.cureOf(finding)
      if (!now) return { findings, cureOf: work }
      if (memory?.path !== document.path) memory = { path: document.path, cures: cureMemory(now) }
      const { cures } = memory
      cures.follow(document.file.text)
      return { findings, cureOf: finding => cures.cureOf(finding, work) }
    },
  }
}

/** What others made of a changed file is forgotten as well; where it is only another text, the histories stay. */
function takeChanges(disk: DiskFiles, read: Readings, found: Finder): void {
  let staySame: ReturnType<Finder['staySame']> | undefined
  let hasNewModules = false
  disk.look(({ edited, others }) => {
    hasNewModules = others || !edited.every(path => read.isAlone(path))
    if (hasNewModules) read.forgetAll()
    else {
      staySame = found.staySame(edited, disk.files)
      read.forget(edited)
    }
  })
  if (hasNewModules) disk.forgetModules()
  else if (staySame?.(disk.files)) found.carryOver(disk.files)
}

/** A file that was never saved may have no folder yet. */
function filesIn({ folder, depth }: Place): readonly string[] {
  return existsSync(folder) ? walk(folder, depth).files : []
}

/** The folders above one, up to the root: what lies in them may say how the migrations are run. */
function foldersTo(folder: string, root: string): readonly string[] {
  const inside = slashed(relative(root, folder))
  return ancestorsOf(inside)
    .slice(1)
    .map(each => resolve(root, each))
}

/** What there is to say of a file that is no migration. */
export const NOTHING: FileFindings = { findings: [], cureOf: () => undefined }

/** Code that does not parse, where migrations are expected. */
function brokenFindings(
  { path, module }: OpenFile,
  files: ReturnType<typeof withDocument>,
  histories: readonly History[],
  settings: LintSettings,
): readonly Finding[] {
  if (!/\.[cm]?[jt]s$/u.test(path) || module().errors.length === 0) return []
  return brokenFiles({ ...files, paths: [path] }, () => true, histories, settings)
}
