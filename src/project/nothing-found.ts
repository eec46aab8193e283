/** There is no migration where the user looked. */
import type { Frontend } from '../frontends/frontend.ts'
import type { Discovered } from './discover.ts'

/** Says what was looked for and where. */
export class NothingFoundError extends Error {
  override readonly name = 'NothingFoundError'

  constructor(
    { files, folders, root }: Discovered,
    frontends: readonly Frontend[],
    notes: readonly string[],
  ) {
    const width = Math.max(...frontends.map(({ title }) => title.length))
    super(
      [
        'No migrations were found.',
        ...notes,
        `Looked through ${files.paths.length} ${files.paths.length === 1 ? 'file' : 'files'} in ${folders.length > 0 ? folders.join(', ') : root}, without what git ignores, for:`,
        ...frontends.map(({ title, reads }) => `  ${title.padEnd(width)}  ${plain(reads)}`),
        'Give the folder of the migrations, or one of the files itself: migrate-lint path/to/migrations',
      ].join('\n'),
    )
  }
}

/** The texts are Markdown, for the README. */
function plain(markdown: string): string {
  return markdown.replaceAll('`', '')
}
