/** Claims about a statement, and what of them a trace contradicts. */
import type { Effect } from '../../src/effects/effect.ts'
import { effectsOf } from '../../src/effects/effects-of.ts'
import { includes } from '../../src/effects/lock-modes.ts'
import { applyOperation } from '../../src/schema/apply.ts'
import { emptySchema } from '../../src/schema/empty.ts'
import type { SchemaState } from '../../src/schema/schema-state.ts'
import { viewOf } from '../../src/schema/schema-view.ts'
import { verbatim } from '../../src/source/mapped-text.ts'
import { createSourceFile } from '../../src/source/source-file.ts'
import { readSql } from '../../src/sql/read-sql.ts'
import type { Observation, ObservedRelation } from '../../src/verify/observation.ts'

/** The operations that a text says. */
export function operationsOf(sql: string) {
  const text = verbatim(createSourceFile('statement.sql', sql))
  const reading = readSql(text, { sending: 'apart', statement: 0, roundTrip: 0 })
  if (reading.parseErrors[0]) throw new Error(`${reading.parseErrors[0].message} in ${sql}`)
  return reading.operations
}

/** The schema that a text makes in an empty database, seen from the next migration. */
export function schemaAfter(sql: string): SchemaState {
  return { ...operationsOf(sql).reduce(applyOperation, emptySchema({ complete: true })), migration: 1 }
}

/** The effects of all operations of a statement, each in the state that the one before left. */
export function claimsOf(sql: string, before: SchemaState, postgresVersion: number): readonly Effect[] {
  let state = before
  return operationsOf(sql).flatMap(operation => {
    const effects = effectsOf(operation, viewOf(state), { postgresVersion })
    state = applyOperation(state, operation)
    return effects
  })
}

/** The relations that an application reads and writes; locks on indexes and sequences are not compared. */
const COMPARED: readonly ObservedRelation['relationKind'][] = [
  'table',
  'view',
  'materialized view',
  'foreign table',
]

/** Each sentence is one contradiction; none means that the claims hold. */
export function contradictions(
  claims: readonly Effect[],
  seen: Observation,
  relations: ReadonlyMap<string, ObservedRelation['relationKind']>,
  partitioned: ReadonlySet<string>,
): readonly string[] {
  const compared = claims.filter(
    claim => COMPARED.includes(relations.get(claim.table) ?? 'index') && !claim.isNew,
  )
  if (seen.error) return refusals(claims, seen.error.sqlstate)
  return [
    ...claims
      .filter(claim => claim.kind === 'failure' && (claim.when === 'transaction' || claim.when === 'always'))
      .map(() => 'claimed to fail, but went through'),
    ...lockContradictions(compared, seen),
    ...setContradictions('rewrite', compared, seen.rewritten, seen.rewritten, partitioned),
    ...scanContradictions(compared, seen, partitioned),
  ]
}

function refusals(claims: readonly Effect[], sqlstate: string): readonly string[] {
  const claimed = claims.some(claim => claim.kind === 'failure' && claim.sqlstate === sqlstate)
  return claimed ? [] : [`failed with ${sqlstate}, which was not claimed`]
}

function lockContradictions(claims: readonly Effect[], seen: Observation): readonly string[] {
  const locks = claims.filter(claim => claim.kind === 'lock')
  const observed = seen.locks
    .filter(({ relationKind }) => COMPARED.includes(relationKind))
    .flatMap(({ relation, modes }) => modes.map(mode => ({ relation, mode })))
  return [
    ...locks
      .filter(({ certainty }) => certainty === 'certain')
      .filter(({ table, mode }) => !observed.some(one => one.relation === table && includes(one.mode, mode)))
      .map(({ table, mode }) => `claimed ${mode} on ${table}, not seen`),
    ...observed
      .filter(one => !locks.some(({ table, mode }) => table === one.relation && includes(mode, one.mode)))
      .map(({ relation, mode }) => `saw ${mode} on ${relation}, not claimed`),
  ]
}

function scanContradictions(
  claims: readonly Effect[],
  seen: Observation,
  partitioned: ReadonlySet<string>,
): readonly string[] {
  const scanned = seen.scanned.map(({ relation }) => relation)
  // A rewrite reads the table as well, and a truncation builds its indexes anew.
  const explained = scanned.filter(table => ![...seen.rewritten, ...seen.emptied].includes(table))
  return setContradictions('scan', claims, scanned, explained, partitioned)
}

/** Certain claims must have been seen; what was seen must have been claimed. */
function setContradictions(
  kind: 'rewrite' | 'scan',
  claims: readonly Effect[],
  seen: readonly string[],
  toBeClaimed: readonly string[],
  partitioned: ReadonlySet<string>,
): readonly string[] {
  const of = claims
    .filter(claim => claim.kind === 'rewrite' || claim.kind === 'scan')
    .filter(claim => claim.kind === kind)
    .filter(({ table }) => !partitioned.has(table))
  return [
    ...of
      .filter(({ certainty, table }) => certainty === 'certain' && !seen.includes(table))
      .map(({ table }) => `claimed a ${kind} of ${table}, not seen`),
    ...toBeClaimed
      .filter(table => !of.some(claim => claim.table === table))
      .map(table => `saw a ${kind} of ${table}, not claimed`),
  ]
}
