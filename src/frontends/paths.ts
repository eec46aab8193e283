/** Paths of a project, and the order in which runners go through file names. */
import { compareText } from '../source/compare-text.ts'

/** The folder of a path, without a slash at its end; the project's root is the empty string. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** A path below a folder, which may be the project's root. */
export function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

/** The folder and those above it, nearest first, the project's root last. */
export function ancestorsOf(folder: string): readonly string[] {
  const all = [folder]
  for (let at = folder; at !== '';) {
    at = folderOf(at)
    all.push(at)
  }
  return all
}

/** Names by their leading number, then by their characters: `2_items` comes before `10_orders`, names without a number last. */
export function compareNames(a: string, b: string): number {
  const left = /^\d+/u.exec(a)?.[0]
  const right = /^\d+/u.exec(b)?.[0]
  if (left === undefined || right === undefined) {
    if (left !== right) return left === undefined ? 1 : -1
    return compareText(a, b)
  }
  return compareNumbers(left, right) || compareText(a, b)
}

/** Versions such as `1.2.10` or `1_2`, part by part. */
export function compareVersions(a: string, b: string): number {
  const left = a.split(/[._]/u)
  const right = b.split(/[._]/u)
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = compareNumbers(left[i] ?? '0', right[i] ?? '0')
    if (order !== 0) return order
  }
  return 0
}

/** Digits of any length: versions are often timestamps beyond what a number holds exactly. */
function compareNumbers(a: string, b: string): number {
  const left = a.replace(/^0+/u, '')
  const right = b.replace(/^0+/u, '')
  return left.length - right.length || compareText(left, right)
}
