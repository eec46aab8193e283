/** Frontend Template: one SQL file for each migration, in the folder `frontend-template`, in a transaction of its own. */
import type { Frontend } from '../frontend.ts'
import { baseName, folderOf } from '../paths.ts'
import { fileOf, headOf, readChunks } from '../sql-sections.ts'
import { sqlText } from '../sql-text.ts'

/** Say here how its runner finds, orders, wraps and sends migrations, with the page that says so. */
export const frontendTemplate: Frontend = {
  name: 'frontend-template',
  title: 'Frontend Template',
  docs: 'https://www.postgresql.org/docs/current/sql-commands.html',
  reads: '`frontend-template/*.sql`',
  find(files) {
    return files.paths
      .filter(path => path.endsWith('.sql') && baseName(folderOf(path)) === 'frontend-template')
      .map(path => ({
        framework: 'frontend-template',
        name: baseName(path).replace(/\.sql$/u, ''),
        history: folderOf(path),
        paths: [path],
      }))
  },
  read(source, files, settings) {
    const file = fileOf(source, files)
    const { operations, parseErrors, comments } = readChunks([{ text: sqlText(file), sending: 'apart' }])
    return {
      framework: 'frontend-template',
      name: source.name,
      file,
      span: headOf(file),
      files: [file],
      transaction: settings.transaction ?? 'migration',
      up: operations,
      down: { kind: 'unsupported' },
      parseErrors,
      comments,
    }
  },
}
