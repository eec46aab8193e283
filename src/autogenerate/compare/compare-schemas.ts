/** What leads from the schema that a database has to the one that a target wants. */
import type { SchemaState } from '../../schema/schema-state.ts'
import { applyRenames } from './rename.ts'
import { alterTable, remarkUnchangeable } from './alter-tables.ts'
import { collect, type Comparison } from './change.ts'
import { commentOnNew, compareComments } from './comments.ts'
import type { CompareOptions } from './options.ts'
import { selectTables, type Selected } from './selected.ts'
import { compareEnums } from './enums.ts'
import { compareDomains } from './domains.ts'
import { compareObjects } from './objects.ts'
import { compareRoutines } from './routines.ts'
import { compareViews } from './views.ts'
import type { Sides } from './sides.ts'
import { planTables } from './table-plan.ts'
import { createTables, dropTables } from './whole-tables.ts'

/** The changes in an order in which the database takes them; none when the schemas are the same. */
export function compareSchemas(wanted: SchemaState, found: SchemaState, options: CompareOptions): Comparison {
  const collected = collect()
  const renamed = applyRenames(found, options.renames ?? [])
  renamed.remarks.forEach(remark => collected.remark(remark))
  renamed.changes.forEach(change => collected.add('rename', change))
  const base: Sides = {
    ...collected,
    wanted,
    found: renamed.state,
    options,
    rebuiltEnums: new Set(),
    isSqlite: options.dialect === 'sqlite',
    defaultSchema: found.defaultSearchPath[0] ?? 'public',
  }
  const selected = selectTables(base)
  const sides = { ...base, rebuiltEnums: new Set(compareEnums(base, selected)) }
  compareObjects(sides)
  compareRoutines(sides)
  compareDomains(sides)
  compareTables(sides, selected)
  remarkUnread(sides)
  return collected.result()
}

function compareTables(sides: Sides, { pairs, added, dropped }: Selected): void {
  const plans = planTables(sides, pairs)
  for (const plan of plans) {
    remarkUnchangeable(sides, plan)
    alterTable(sides, plan)
    compareComments(sides, plan)
  }
  compareViews(sides, plans)
  createTables(sides, added)
  for (const table of added) commentOnNew(sides, table)
  const comes = namesThatCome(pairs, added)
  dropTables(sides, dropped, plans, name => comes.has(name))
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

/** What could not be read may be anything. */
function remarkUnread({ wanted, found, remark }: Sides): void {
  if (wanted.opaque + found.opaque === 0) return
  remark('Something in the schemas could not be read, so that it is not compared: look through the changes.')
}
