/** What the files of a project were at a git ref, and what has come to that ref since. */
import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { relative } from 'node:path'
import { ConfigError } from './config-error.ts'
import { slashed } from './folders.ts'

/** Files at a ref; paths are those of the project. */
export interface Since {
  readonly ref: string
  /** Paths at the ref that are not in the project: what others have merged meanwhile. */
  readonly paths: readonly string[]
  /** The texts that a file has or had there, at the ref and where the project branched off; none when it is new. */
  textsOf(path: string, now: string | undefined): readonly string[]
}

/** Reads the ref with git; throws a ConfigError that says what is missing. */
export function sinceGit(root: string, ref: string): Since {
  const git = gitIn(root)
  const top = git(['rev-parse', '--show-toplevel'])
  if (top === undefined)
    throw problem(ref, `${root} is in no git repository`, 'Run it inside of a clone, or leave --since out.')
  const tip = ref.startsWith('-') ? undefined : git(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`])
  if (tip === undefined) {
    throw problem(
      ref,
      'git knows no such branch, tag or commit here',
      `In CI it has to be fetched first: git fetch origin ${ref}; then name it origin/${ref}.`,
    )
  }
  const base = git(['merge-base', tip.trim(), 'HEAD'])
  if (base === undefined) {
    throw problem(
      ref,
      'it shares no commit with HEAD, as in a shallow clone',
      'Fetch the whole history: git fetch --unshallow, or fetch-depth: 0 for actions/checkout.',
    )
  }
  const prefix = slashed(relative(realpathSync(top.trim()), realpathSync(root)))
  const before = blobsAt(git, base.trim(), prefix)
  const there = blobsAt(git, tip.trim(), prefix)
  return {
    ref,
    paths: [...there.keys()].filter(path => !before.has(path)),
    textsOf: (path, now) =>
      [before.get(path), there.get(path)].flatMap(blob => {
        if (blob === undefined) return []
        if (now !== undefined && blob === blobOf(now)) return [now]
        return git(['cat-file', 'blob', blob]) ?? []
      }),
  }
}

type Git = (args: readonly string[]) => string | undefined

/** Runs git without a shell; undefined when it fails. */
function gitIn(root: string): Git {
  return args => {
    const { status, stdout } = spawnSync('git', ['-C', root, ...args], {
      encoding: 'utf8',
      maxBuffer: 512 * 1024 * 1024,
    })
    return status === 0 ? stdout : undefined
  }
}

/** The files below the project's folder, each with the name of its content. */
function blobsAt(git: Git, commit: string, prefix: string): ReadonlyMap<string, string> {
  const list = git(['ls-tree', '-r', '-z', '--full-tree', commit, ...(prefix === '' ? [] : [`${prefix}/`])])
  const blobs = new Map<string, string>()
  for (const entry of (list ?? '').split('\0')) {
    const [, blob, path] = /^\d+ blob ([0-9a-f]+)\t(.*)$/su.exec(entry) ?? []
    if (blob === undefined || path === undefined) continue
    blobs.set(prefix === '' ? path : path.slice(prefix.length + 1), blob)
  }
  return blobs
}

/** https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
function blobOf(text: string): string {
  const bytes = Buffer.from(text)
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}

function problem(ref: string, what: string, remedy: string): ConfigError {
  return new ConfigError({ where: '--since', key: ref, problem: what, remedy })
}
