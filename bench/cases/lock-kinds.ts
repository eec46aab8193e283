/** The strongest lock that a statement takes, as a peer's suite asserts it and as we claim it. */
import { effectsOf } from '../../src/effects/effects-of.ts'
import { LOCK_MODES } from '../../src/effects/lock-modes.ts'
import { emptySchema } from '../../src/schema/empty.ts'
import { viewOf } from '../../src/schema/schema-view.ts'
import { verbatim } from '../../src/source/mapped-text.ts'
import { createSourceFile } from '../../src/source/source-file.ts'
import { readSql } from '../../src/sql/read-sql.ts'
import type { SuiteCase } from './peer.ts'

/** Our claim in the peer's words: `ShareUpdateExclusive`, or `none`. */
export function strongestLock({ sql = '' }: SuiteCase): string {
  const schema = viewOf(emptySchema({ complete: false }))
  const { operations } = readSql(verbatim(createSourceFile('case.sql', sql)), {
    sending: 'apart',
    statement: 0,
    roundTrip: 0,
  })
  const modes = operations
    .flatMap(operation => effectsOf(operation, schema, { postgresVersion: 15 }))
    .flatMap(effect => (effect.kind === 'lock' ? [effect.mode] : []))
  const strongest = LOCK_MODES.findLast(mode => modes.includes(mode))
  return strongest?.replace(/Lock$/u, '') ?? 'none'
}
