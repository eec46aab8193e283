/** Identity columns: how they differ, and the operations that change them. */
import type { Identity } from '../../model/column.ts'
import type { ColumnState } from '../../schema/schema-state.ts'

/** The sequence of an identity column, all of it said. */
interface SequenceOptions {
  readonly start: string
  readonly increment: string
  readonly minimum: string
  readonly maximum: string
  readonly cache: string
  readonly cycle: string
}

/** https://www.postgresql.org/docs/current/datatype-numeric.html */
const HIGHEST: Readonly<Record<string, string>> = {
  smallint: '32767',
  integer: '2147483647',
  bigint: '9223372036854775807',
}

/** Whether one is an identity column and the other is not, or they number rows in another way. */
export function identityDiffers(wanted: ColumnState, found: ColumnState): boolean {
  if (!wanted.identity || !found.identity) return wanted.identity !== found.identity
  return identityChange(wanted, found) !== undefined
}

/** What ALTER COLUMN says to make the one identity the other; undefined when they are alike. */
export function identityChange(wanted: ColumnState, found: ColumnState): string | undefined {
  if (!wanted.identity || !found.identity) return undefined
  const [options, old] = [optionsOf(wanted.identity, wanted), optionsOf(found.identity, found)]
  const changes = [
    wanted.identity.always !== found.identity.always &&
      `SET GENERATED ${wanted.identity.always ? 'ALWAYS' : 'BY DEFAULT'}`,
    options.increment !== old.increment && `SET INCREMENT BY ${options.increment}`,
    options.minimum !== old.minimum && `SET MINVALUE ${options.minimum}`,
    options.maximum !== old.maximum && `SET MAXVALUE ${options.maximum}`,
    options.start !== old.start && `SET START WITH ${options.start}`,
    // PostgreSQL refuses a minimum above the number that comes next.
    BigInt(options.minimum) > BigInt(old.minimum) && `RESTART WITH ${options.start}`,
    options.cache !== old.cache && `SET CACHE ${options.cache}`,
    options.cycle !== old.cycle && `SET ${options.cycle}`,
  ].filter(change => change !== false)
  return changes.length > 0 ? changes.join(' ') : undefined
}

/** What is not said, as PostgreSQL fills it in: https://www.postgresql.org/docs/current/sql-createsequence.html */
function optionsOf({ options = '' }: Identity, { type }: ColumnState): SequenceOptions {
  const said = (pattern: RegExp) => pattern.exec(options)?.[1]
  const increment = said(/\bINCREMENT(?:\s+BY)?\s+(-?\d+)/iu) ?? '1'
  const highest = HIGHEST[type?.name ?? ''] ?? HIGHEST.bigint ?? ''
  const isDown = increment.startsWith('-')
  const minimum = said(/(?<!NO\s)\bMINVALUE\s+(-?\d+)/iu) ?? (isDown ? lowest(highest) : '1')
  const maximum = said(/(?<!NO\s)\bMAXVALUE\s+(-?\d+)/iu) ?? (isDown ? '-1' : highest)
  return {
    start: said(/\bSTART(?:\s+WITH)?\s+(-?\d+)/iu) ?? (isDown ? maximum : minimum),
    increment,
    minimum,
    maximum,
    cache: said(/\bCACHE\s+(\d+)/iu) ?? '1',
    cycle: /\bCYCLE\b/iu.test(options.replace(/NO\s+CYCLE/giu, '')) ? 'CYCLE' : 'NO CYCLE',
  }
}

function lowest(highest: string): string {
  return `-${BigInt(highest) + 1n}`
}
