/** What of a file's name no other migration may have, where the runner knows its migrations by that. */
import type { ProjectFiles } from '../frontend.ts'
import type { NamedFile } from './file-names.ts'
import { isKnownByNumber } from './sections.ts'

/**
 * golang-migrate and postgrator (`.up.sql`, `.do.sql`) and Flyway refuse a version that is there twice, goose and tern
 * a number; for dbmate the second is applied once the first is. What says its direction otherwise (db-migrate's
 * `-up.sql`) is known by its whole name, and so is what says nothing.
 */
export function versionsIn(
  history: readonly NamedFile[],
  files: ProjectFiles,
): (file: NamedFile) => string | undefined {
  const counts = new Map<string, number>()
  for (const file of history) {
    const number = file.layout === 'forward' ? numberOf(file) : undefined
    if (number !== undefined) counts.set(number, (counts.get(number) ?? 0) + 1)
  }
  return file => {
    if (file.layout === 'flyway') return file.name.replace(/_/gu, '.')
    if (file.layout === 'pair') return /\.up\.sql$|\.do\./iu.test(file.path) ? numberOf(file) : undefined
    const number = file.layout === 'forward' ? numberOf(file) : undefined
    // Only where a number is there twice the files are looked into.
    if (number === undefined || (counts.get(number) ?? 0) < 2) return undefined
    return isKnownByNumber(files.read(file.path)) ? number : undefined
  }
}

function numberOf({ name }: NamedFile): string | undefined {
  return /^\d+/u.exec(name)?.[0]
}
