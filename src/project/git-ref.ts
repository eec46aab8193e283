/** The files of a folder at a git ref, and where the current branch parted from it. */
import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { relative } from 'node:path'
import { ConfigError } from './config-error.ts'
import { slashed } from './folders.ts'

/** The names of file contents by path; paths begin at the folder. */
export type Blobs = ReadonlyMap<string, string>

/** Two moments of a folder. */
export interface GitRef {
  /** At the commit that the ref and HEAD have in common. */
  readonly before: Blobs
  /** At the ref. */
  readonly there: Blobs
  /** The text of a content. */
  textOf(blob: string): string | undefined
}

/** Reads the ref with git, without a checkout; throws a ConfigError that says what is missing. `flag` is what named the ref. */
export function readGitRef(folder: string, ref: string, flag: string): GitRef {
  const git = gitIn(folder)
  const problem = (what: string, remedy: string) =>
    new ConfigError({ where: flag, key: ref, problem: what, remedy })
  const top = git(['rev-parse', '--show-toplevel'])
  if (top === undefined) {
    throw problem(`${folder} is in no git repository`, `Run it inside of a clone, or leave ${flag} out.`)
  }
  const tip = ref.startsWith('-') ? undefined : git(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`])
  if (tip === undefined) {
    throw problem(
      'git knows no such branch, tag or commit here',
      `In CI it has to be fetched first: git fetch origin ${ref}; then name it origin/${ref}.`,
    )
  }
  const base = git(['merge-base', tip.trim(), 'HEAD'])
  if (base === undefined) {
    throw problem(
      'it shares no commit with HEAD, as in a shallow clone',
      'Fetch the whole history: git fetch --unshallow, or fetch-depth: 0 for actions/checkout.',
    )
  }
  const prefix = slashed(relative(realpathSync(top.trim()), realpathSync(folder)))
  return {
    before: blobsAt(git, base.trim(), prefix),
    there: blobsAt(git, tip.trim(), prefix),
    textOf: blob => git(['cat-file', 'blob', blob]),
  }
}

type Git = (args: readonly string[]) => string | undefined

/** Runs git without a shell; undefined when it fails. */
function gitIn(folder: string): Git {
  return args => {
    const { status, stdout } = spawnSync('git', ['-C', folder, ...args], {
      encoding: 'utf8',
      maxBuffer: 512 * 1024 * 1024,
    })
    return status === 0 ? stdout : undefined
  }
}

/** The files below the folder, each with the name of its content. */
function blobsAt(git: Git, commit: string, prefix: string): Blobs {
  const list = git(['ls-tree', '-r', '-z', '--full-tree', commit, ...(prefix === '' ? [] : [`${prefix}/`])])
  const blobs = new Map<string, string>()
  for (const entry of (list ?? '').split('\0')) {
    const [, blob, path] = /^\d+ blob ([0-9a-f]+)\t(.*)$/su.exec(entry) ?? []
    if (blob === undefined || path === undefined) continue
    blobs.set(prefix === '' ? path : path.slice(prefix.length + 1), blob)
  }
  return blobs
}

/** The name that git gives to a content: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
export function blobOf(text: string): string {
  const bytes = Buffer.from(text)
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}
