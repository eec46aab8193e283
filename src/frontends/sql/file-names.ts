/** What the name of an SQL file says: which migration it belongs to, and which way it goes. */
import { baseName, folderOf } from '../paths.ts'

/** One file of a migration. */
export interface NamedFile {
  readonly path: string
  readonly layout: Layout
  /** The folder whose migrations belong together. */
  readonly history: string
  /** What the runner calls the migration: equal for its up and its down file. */
  readonly name: string
  readonly side: 'up' | 'down'
}

/** The layouts that file names tell apart. */
export type Layout = 'pair' | 'transactional pair' | 'folder' | 'flyway' | 'repeatable' | 'forward'

type Match = Pick<NamedFile, 'layout' | 'name' | 'side'>

/** Names that say their direction, and Flyway's: https://documentation.red-gate.com/flyway/reference/migrations */
const NAMES: readonly {
  readonly pattern: RegExp
  match(found: readonly (string | undefined)[], path: string): Match
}[] = [
  {
    pattern: /^(up|down)\.sql$/iu,
    match: ([, side], path) => ({ layout: 'folder', name: baseName(folderOf(path)), side: sideOf(side) }),
  },
  {
    pattern: /^(.+?)(\.tx)?\.(up|down)\.sql$/iu,
    match: ([, name = '', transaction, side]) => ({
      layout: transaction === undefined ? 'pair' : 'transactional pair',
      name,
      side: sideOf(side),
    }),
  },
  {
    pattern: /^(\d.*)[_-](up|down)\.sql$/iu,
    match: ([, name = '', side]) => ({ layout: 'pair', name, side: sideOf(side) }),
  },
  {
    pattern: /^(\d+)\.(do|undo)(?:\.(.+))?\.sql$/iu,
    match: ([, version = '', side]) => ({ layout: 'pair', name: version, side: sideOf(side) }),
  },
  {
    pattern: /^([VU])(\d[\d._]*)__.+\.sql$/u,
    match: ([, letter, version = '']) => ({
      layout: 'flyway',
      name: version,
      side: letter === 'U' ? 'down' : 'up',
    }),
  },
  {
    pattern: /^R__(.+)\.sql$/u,
    match: ([, name = '']) => ({ layout: 'repeatable', name, side: 'up' }),
  },
]

function sideOf(word: string | undefined): 'up' | 'down' {
  return /^(?:down|undo)$/iu.test(word ?? '') ? 'down' : 'up'
}

/** The folder that a runner is pointed at. */
const MIGRATION_FOLDER = /^(?:.*[-_.])?(?:migrations?|migrate)(?:[-_.].*)?$/iu

/** Whether a folder is called what people call a folder of migrations. */
export function isMigrationFolder(folder: string): boolean {
  return MIGRATION_FOLDER.test(baseName(folder))
}

/** Reads the name of a file; every SQL file that says nothing else goes forward only. */
export function readFileName(path: string): NamedFile {
  const base = baseName(path)
  const folder = folderOf(path)
  for (const { pattern, match } of NAMES) {
    const found = pattern.exec(base)
    if (!found) continue
    const matched = match(found, path)
    return { path, ...matched, history: historyOf(matched.layout, folder) }
  }
  return { path, layout: 'forward', history: folder, name: base.replace(/\.sql$/iu, ''), side: 'up' }
}

/** Folders of one migration each belong to the folder above; Flyway looks below its location at any depth. */
function historyOf(layout: Layout, folder: string): string {
  if (layout === 'folder') return folderOf(folder)
  if (layout !== 'flyway' && layout !== 'repeatable') return folder
  for (let at = folder; at !== ''; at = folderOf(at)) if (isMigrationFolder(at)) return at
  return folder
}
