/** Functions and types that tables may need: what the target makes of them, and the database has not, in its own words. */
import { qualified } from '../../dialects/postgres/identifiers.ts'
import type { ObjectOperation } from '../../model/object-operations.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import type { BareOperation } from '../../model/operation.ts'
import { keyOf } from '../../schema/resolve.ts'
import { targetOf, databaseOf, type Sides } from './sides.ts'

const KINDS: ReadonlySet<string> = new Set(['function', 'procedure', 'aggregate', 'type', 'collation'])

type Routine = Unplaced<ObjectOperation>

/** Collects what is missing by its name; what the database has under that name stays. On the way back it goes again. */
export function compareRoutines(sides: Sides): void {
  const missing = (sides.options.made ?? []).flatMap(each => routineOf(each) ?? []).filter(isMissing(sides))
  if (sides.options.isWayBack) {
    for (const routine of missing.toReversed())
      sides.add(hasRows(sides, routine) ? 'dropForeignKey' : 'dropRoutine', {
        summary: titleOf('drop', routine),
        operations: [dropOf(routine)],
      })
    return
  }
  for (const routine of missing)
    sides.add(hasRows(sides, routine) ? 'addForeignKey' : 'sequence', {
      summary: titleOf('create', routine),
      operations: [...(isSql(routine) ? [UNCHECKED] : []), routine],
    })
}

function routineOf(operation: BareOperation): Routine | undefined {
  const isRoutine =
    operation.kind === 'objectDdl' && operation.verb === 'create' && KINDS.has(operation.objectType)
  return isRoutine ? operation : undefined
}

function isMissing(sides: Sides) {
  const [target, database] = [targetOf(sides).objects, databaseOf(sides).objects]
  return ({ objectType, name: { schema = sides.defaultSchema, name } }: Routine) => {
    const id = `${objectType}:${keyOf(schema, name)}`
    return target.has(id) && !database.has(id)
  }
}

/** Whether its parameters or its result are rows of a table that comes with it. */
function hasRows(sides: Sides, { objectType, sql = '' }: Routine): boolean {
  if (!hasParameters(objectType)) return false
  const head = sql.split(/\bLANGUAGE\b|\bAS\b/iu, 1)[0] ?? ''
  const words = new Set(head.match(/[\w$]+/gu))
  const { tables } = databaseOf(sides)
  return [...targetOf(sides).tables.values()].some(({ key, name }) => !tables.has(key) && words.has(name))
}

function hasParameters(objectType: string): boolean {
  return objectType === 'function' || objectType === 'procedure'
}

/** Its body may name what comes later: https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-CHECK-FUNCTION-BODIES */
const UNCHECKED: BareOperation = {
  kind: 'setParameter',
  name: 'check_function_bodies',
  value: 'off',
  scope: 'local',
}

function isSql({ sql = '' }: Routine): boolean {
  return /\bLANGUAGE\s+'?sql\b/iu.test(sql)
}

function dropOf({ objectType, name, parameters, sql = '' }: Routine): BareOperation {
  const list =
    objectType === 'aggregate'
      ? argumentsIn(sql)
      : hasParameters(objectType) && parameters !== undefined
        ? `(${parameters})`
        : ''
  return {
    kind: 'objectDdl',
    verb: 'drop',
    objectType,
    name,
    parameters,
    sql: `DROP ${objectType.toUpperCase()} ${qualified(name)}${list}`,
  }
}

/** `(text)` of `CREATE AGGREGATE list (text) (…)`, by which alone it is dropped. */
function argumentsIn(sql: string): string {
  return /^[^(]*(\([^()]*\))/u.exec(sql)?.[1] ?? ''
}

function titleOf(verb: 'create' | 'drop', { objectType, name }: Routine): string {
  return `${verb} ${objectType} ${name.name}`
}
