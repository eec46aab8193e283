/** Writing Prisma's migrations: a folder with a `migration.sql` for each. */
import { nextName } from '../next-name.ts'
import { joinPath } from '../paths.ts'
import { sqlFileWriter, sqlLines } from '../sql-writer.ts'
import { edited, type Writer } from '../writer.ts'

/** Prisma sends a file as one query: a statement that stands alone in it is in no transaction. */
export const prismaWriter: Writer = {
  ...sqlFileWriter,
  transactionOff: () => [edited()],
  followUp(wanted, history) {
    const [first] = history
    const name = nextName(
      history.map(each => each.name),
      wanted.title,
    )
    if (!first || name === undefined) return undefined
    const path = joinPath(joinPath(first.history, name), 'migration.sql')
    return { name, files: [{ path, text: sqlLines(wanted.up) }] }
  },
}
