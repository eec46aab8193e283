/** How the project calls the runner, as far as its `package.json` says. */
import type { ProjectFiles } from '../frontend.ts'
import { ancestorsOf, folderOf, joinPath } from '../paths.ts'

/** https://salsita.github.io/node-pg-migrate/cli/ : each migration then has a transaction of its own. */
const EACH_ALONE = /\bnode-pg-migrate\b[^"]*\s--(?:no-single-transaction\b|single-transaction[= ]false\b)/u

/** Whether all pending migrations share one transaction. */
export function sharesTransaction(path: string, files: ProjectFiles): boolean {
  const texts = ancestorsOf(folderOf(path)).map(folder => files.read(joinPath(folder, 'package.json'))?.text)
  return !EACH_ALONE.test(texts.find(text => text?.includes('node-pg-migrate')) ?? '')
}
