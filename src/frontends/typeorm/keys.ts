/** The keys that TypeORM makes for columns which say so of themselves. */
import type { UniqueConstraint } from '../../model/constraint.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { Span } from '../../source/span.ts'
import type { HostCall } from '../typescript/values.ts'
import { madeName, namedOrMade } from './made-names.ts'

/** The constraint of a column with `isUnique`. */
export function uniqueColumn(table: QualifiedName, column: string): UniqueConstraint {
  const columns = [column]
  return {
    kind: 'unique',
    ...namedOrMade(undefined, madeName('unique', table, columns)),
    columns,
    include: [],
  }
}

/** TypeORM drops the primary key that the table has, and makes one of all its columns. */
export function newPrimaryKey(call: HostCall, table: QualifiedName, at?: Span): void {
  const message = 'The primary key is made anew from the columns that the table has in the database.'
  const remedy = 'Write the change of the primary key as SQL.'
  call.opaque({ reason: 'query result', message, remedy }, at, [table])
}
