/** Whether all migrations of a checkout were found, and nothing else: held against the listing of its own runner. */
import { globSync } from 'tinyglobby'
import type { Listing } from './listings.ts'

/** What is missing and what was invented; paths from the root of the checkout. */
export interface Discovery {
  readonly listed: number
  readonly missed: readonly string[]
  readonly invented: readonly string[]
}

/** The folders of a checkout that hold its migrations. */
export function foldersOf(directory: string, listings: readonly Listing[]): readonly string[] {
  const patterns = listings.map(({ folder }) => folder)
  return globSync(patterns, { cwd: directory, onlyDirectories: true, expandDirectories: false }).map(folder =>
    folder.replace(/\/$/u, ''),
  )
}

/** Compares what was found with what is listed. */
export function discoveryOf(
  directory: string,
  listings: readonly Listing[],
  found: readonly string[],
): Discovery {
  const listed = new Set(listings.flatMap(each => listedIn(directory, each)))
  const known = new Set(found)
  return {
    listed: listed.size,
    missed: [...listed].filter(path => !known.has(path)).sort(),
    invented: [...known].filter(path => !listed.has(path)).sort(),
  }
}

function listedIn(directory: string, { folder, lists }: Listing): readonly string[] {
  return foldersOf(directory, [{ folder, lists }]).flatMap(each =>
    globSync('**/*', { cwd: `${directory}/${each}`, dot: true })
      .filter(path => lists.test(path))
      .map(path => `${each}/${path}`),
  )
}
