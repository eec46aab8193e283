/** What leads from the schema that a database has to the one that a target wants. */
import type { SchemaState } from '../../schema/schema-state.ts'
import { applyRenames } from '../rename.ts'
import { alterTable, remarkUnchangeable } from './alter-tables.ts'
import { collect, type Comparison } from './change.ts'
import { commentOnNew, compareComments } from './comments.ts'
import type { CompareOptions } from './options.ts'
import { selectTables, type Selected } from './selected.ts'
import type { Sides } from './sides.ts'
import { planTables } from './table-plan.ts'
import { createTables, dropTables } from './whole-tables.ts'

/** The changes in an order in which the database takes them; none when the schemas are the same. */
export function compareSchemas(wanted: SchemaState, found: SchemaState, options: CompareOptions): Comparison {
  const collected = collect()
  const renamed = applyRenames(found, options.renames ?? [])
  renamed.remarks.forEach(remark => collected.remark(remark))
  renamed.changes.forEach(change => collected.add('rename', change))
  const sides: Sides = {
    ...collected,
    wanted,
    found: renamed.state,
    options,
    isSqlite: options.dialect === 'sqlite',
    defaultSchema: found.defaultSearchPath[0] ?? 'public',
  }
  const selected = selectTables(sides)
  compareTables(sides, selected)
  return collected.result()
}

function compareTables(sides: Sides, { pairs, added, dropped }: Selected): void {
  const plans = planTables(sides, pairs)
  for (const plan of plans) {
    remarkUnchangeable(sides, plan)
    alterTable(sides, plan)
    compareComments(sides, plan)
  }
  createTables(sides, added)
  for (const table of added) commentOnNew(sides, table)
  const comes = namesThatCome(pairs, added)
  dropTables(sides, dropped, name => comes.has(name))
}

/** Indexes that tables get, by the keys that no other relation may have. */
function namesThatCome(pairs: Selected['pairs'], added: Selected['added']): ReadonlySet<string> {
  const ofPairs = pairs.flatMap(({ wanted, found }) => {
    const old = new Set(found.indexes.map(({ name }) => name))
    return wanted.indexes.filter(({ name }) => !old.has(name)).map(({ name }) => `${wanted.schema}.${name}`)
  })
  const ofAdded = added.flatMap(({ schema, indexes }) => indexes.map(({ name }) => `${schema}.${name}`))
  return new Set([...ofPairs, ...ofAdded])
}
