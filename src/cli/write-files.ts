/** Writes fixed files: each at once or not at all, and nothing outside of the project. */
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import type { FixedProject } from '../project/fix-project.ts'

/** A file that was not written, and why. */
export interface NotWritten {
  readonly path: string
  /** A phrase. */
  readonly reason: string
}

/**
 * Writes the texts. Fixes of several files belong together, so that all of them are written, or none when one of
 * them must not be: it would leave an old migration without what it was taken apart into.
 */
export function writeTexts({ root, texts, before }: FixedProject): readonly NotWritten[] {
  const all = [...texts].map(([path, text]) => ({ path, text, old: before(path) }))
  const checked = all.map(each => ({ ...each, reason: refusal(root, each.path, each.old) }))
  const refused = checked.filter(each => each.reason !== undefined)
  if (refused.length > 0) return refused.map(({ path, reason = '' }) => ({ path, reason }))
  for (const { path, text, old } of checked) {
    const target = resolve(root, path)
    mkdirSync(dirname(target), { recursive: true })
    writeAtomically(old === undefined ? target : realpathSync(target), text)
  }
  return []
}

/** Why a file is not to be written. */
function refusal(root: string, path: string, old: string | undefined): string | undefined {
  const target = resolve(root, path)
  if (!isInside(root, nearestReal(target))) return 'it lies outside of the project, behind a symbolic link'
  if (old === undefined) return exists(target) ? 'there is such a file already' : undefined
  const bytes = readFileSync(target)
  const text = bytes.toString('utf8')
  if (text.startsWith('\uFFFD\uFFFD')) return 'it is not UTF-8'
  return withoutMark(text) === old ? undefined : 'it has changed meanwhile'
}

/** The real path of the file, or of the folder above that is there. */
function nearestReal(path: string): string {
  if (exists(path)) return realpathSync(path)
  return join(nearestReal(dirname(path)), basename(path))
}

function isInside(root: string, path: string): boolean {
  const way = relative(realpathSync(root), path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

const MARK = '\uFEFF'

function withoutMark(text: string): string {
  return text.startsWith(MARK) ? text.slice(1) : text
}

/** Beside the file, then over it: a reader sees the old text or the new one. */
function writeAtomically(path: string, text: string): void {
  const old = statSync(path, { throwIfNoEntry: false })
  const mark = old && readFileSync(path, 'utf8').startsWith(MARK) ? MARK : ''
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`)
  try {
    writeFileSync(temporary, mark + text, { flag: 'wx' })
    if (old) chmodSync(temporary, old.mode)
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
