/** What SQLite has no word for: said in a comment where nothing is lost by leaving it out, refused where something is. */
import type { OperationKind } from '../../model/operation.ts'
import { comment } from '../compiler.ts'
import { UnsupportedByDialect } from '../unsupported-by-dialect.ts'

/** A notice, or nothing where the condition before it was not met. */
export type Notice = string | false | undefined

/** The statement under a comment for each thing that it leaves out. */
export function withNotices(notices: readonly Notice[], sql: string): string {
  const said = notices.filter(notice => typeof notice === 'string' && notice !== '')
  return [...said.map(notice => comment(String(notice))), sql].join('\n')
}

/** A statement of which nothing is left. */
export function onlyNotice(notice: string): string {
  return comment(notice)
}

/** What to do where the table has to be made anew. */
export const REBUILD =
  'Let the runner rebuild the table (it does so by itself when it runs the migration), or write it inside op.batchAlterTable'

/** Stops: `what` names the operation and its object, `why` and `remedy` are sentences without their full stop. */
export function refuse(operation: OperationKind, what: string, why: string, remedy: string): never {
  throw new UnsupportedByDialect(operation, what, why, remedy)
}
