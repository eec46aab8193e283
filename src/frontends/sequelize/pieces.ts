/** Pieces of SQL that the code hands over as objects: `literal`, `fn`, `col`, `cast` and their like. */
import type { MappedText } from '../../source/mapped-text.ts'
import type { HostObject, Value } from '../typescript/values.ts'

/** What made a piece: functions are written behind a column, other pieces instead of it. */
export type PieceKind = 'literal' | 'fn' | 'col' | 'cast' | 'json' | 'where'

/** An object that stands for SQL. */
export interface SqlPiece extends HostObject {
  readonly piece: PieceKind
  /** The SQL that Sequelize makes of it. */
  readonly write: () => MappedText
}

/** The piece that a value is. */
export function pieceOf(value: Value): SqlPiece | undefined {
  return value.kind === 'host' && isPiece(value.host) ? value.host : undefined
}

function isPiece(host: HostObject): host is SqlPiece {
  return 'piece' in host
}
