/** What the files of a project were at a git ref, and what has come to that ref since. */
import { blobOf, readGitRef } from './git-ref.ts'

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
  const { before, there, textOf } = readGitRef(root, ref, '--since')
  return {
    ref,
    paths: [...there.keys()].filter(path => !before.has(path)),
    textsOf: (path, now) =>
      [before.get(path), there.get(path)].flatMap(blob => {
        if (blob === undefined) return []
        if (now !== undefined && blob === blobOf(now)) return [now]
        return textOf(blob) ?? []
      }),
  }
}
