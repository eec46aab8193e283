/** How statements that cannot be in a transaction are begun, and gone on with after a crash. */
import { literal, qualified } from '../../dialects/postgres/identifiers.ts'
import type { CreateIndex, DropIndex, Reindex } from '../../model/index-operations.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { DetachPartition } from '../../model/table-operations.ts'
import { RunnerError } from '../runner-error.ts'
import type { Alone, Send } from './unit.ts'

/** The way to go on with an operation; one that may simply run again has nothing to look at. */
export function aloneOf(operation: BareOperation): Alone {
  switch (operation.kind) {
    case 'createIndex':
      return operation.name === undefined ? REPEATED : indexAlone(operation.name, operation)
    case 'dropIndex':
      return dropIndexAlone(operation)
    case 'reindex':
      return reindexAlone(operation)
    case 'detachPartition':
      return detachAlone(operation)
    default:
      return REPEATED
  }
}

/** It may simply run again. */
export const REPEATED: Alone = { isDone: () => Promise.resolve(false), confirm: () => Promise.resolve() }

/** The index of that name next to its table; undefined when there is none. */
async function indexState(send: Send, name: QualifiedName): Promise<'valid' | 'invalid' | undefined> {
  const { rows } = await send(
    `SELECT i.indisvalid AS valid FROM pg_index i WHERE i.indexrelid = to_regclass(${literal(qualified(name))})`,
  )
  const [row] = rows
  return row && (row['valid'] === true ? 'valid' : 'invalid')
}

/**
 * A build that was broken off leaves an INVALID index, which IF NOT EXISTS takes for a success:
 * https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
 */
function indexAlone(index: string, { table }: Unplaced<CreateIndex>): Alone {
  const name = table.schema === undefined ? { name: index } : { schema: table.schema, name: index }
  return {
    async isDone(send) {
      const state = await indexState(send, name)
      if (state === 'invalid') await send(`DROP INDEX CONCURRENTLY IF EXISTS ${qualified(name)}`)
      return state === 'valid'
    },
    async confirm(send) {
      if ((await indexState(send, name)) === 'valid') return
      throw new RunnerError(
        `the index ${qualified(name)} was built and is INVALID; it is rebuilt when you run this again`,
      )
    },
  }
}

function dropIndexAlone({ index }: Unplaced<DropIndex>): Alone {
  return {
    isDone: async send => (await indexState(send, index)) === undefined,
    confirm: () => Promise.resolve(),
  }
}

/** What REINDEX CONCURRENTLY leaves when it is broken off: https://www.postgresql.org/docs/current/sql-reindex.html#SQL-REINDEX-CONCURRENTLY */
function reindexAlone({ target, name }: Unplaced<Reindex>): Alone {
  if (!name || (target !== 'index' && target !== 'table')) return REPEATED
  const relation = `to_regclass(${literal(qualified(name))})`
  const of =
    target === 'table'
      ? `i.indrelid = ${relation}`
      : `i.indrelid = (SELECT indrelid FROM pg_index WHERE indexrelid = ${relation})`
  return {
    async isDone(send) {
      const { rows } = await send(
        `SELECT i.indexrelid::regclass::text AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid AND c.relname ~ '_cc(new|old)\\d*$' AND ${of}`,
      )
      for (const row of rows) await send(`DROP INDEX CONCURRENTLY IF EXISTS ${String(row['name'])}`)
      return false
    },
    confirm: () => Promise.resolve(),
  }
}

/** https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DETACH-PARTITION */
function detachAlone({ table, partition }: Unplaced<DetachPartition>): Alone {
  return {
    async isDone(send) {
      const { rows } = await send(
        `SELECT inhdetachpending AS pending FROM pg_inherits WHERE inhrelid = to_regclass(${literal(qualified(partition))}) AND inhparent = to_regclass(${literal(qualified(table))})`,
      )
      const [row] = rows
      if (row?.['pending'] === true)
        await send(`ALTER TABLE ${qualified(table)} DETACH PARTITION ${qualified(partition)} FINALIZE`)
      return !row || row['pending'] === true
    },
    confirm: () => Promise.resolve(),
  }
}
