/** Where a project begins, of which perhaps only a folder is linted. */
import { existsSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { slashed } from './folders.ts'
import { gitRootOf } from './ignored.ts'

/** The folders from the repository to the root, or from the outermost package where there is no repository. */
export function foldersFromTop(root: string): readonly string[] {
  const top = gitRootOf(root) ?? outermostPackage(root) ?? root
  const below = slashed(relative(top, root))
  return below === '' ? [] : below.split('/')
}

function outermostPackage(root: string): string | undefined {
  let found: string | undefined
  for (let at = root; ; at = dirname(at)) {
    if (existsSync(resolve(at, 'package.json'))) found = at
    if (dirname(at) === at) return found
  }
}
