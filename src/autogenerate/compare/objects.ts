/** Schemas, extensions and sequences that the target needs and the database has not. */
import type { ObjectType } from '../../model/object-operations.ts'
import type { NamedObjectState, SchemaState } from '../../schema/schema-state.ts'
import type { Phase } from './change.ts'
import { nameOf, type Sides } from './sides.ts'

/** What is made where it is missing, and when. */
const PHASE_OF = {
  schema: 'schema',
  extension: 'schema',
  sequence: 'sequence',
} as const satisfies Partial<Record<ObjectType, Phase>>

type Made = keyof typeof PHASE_OF

/** Collects what is missing; what the target does not name stays. On the way back what was made goes again. */
export function compareObjects(sides: Sides): void {
  const { wanted, found, options } = sides
  if (options.isWayBack) {
    for (const object of onlyIn(found, wanted).toReversed()) change(sides, object, 'drop', 'dropObject')
    return
  }
  for (const object of onlyIn(wanted, found)) {
    const sql = inItsWords(sides, object)
    change(sides, object, 'create', PHASE_OF[object.objectType], sql)
    if (object.objectType === 'sequence' && sql === undefined)
      sides.remark(
        `Sequence ${object.name} is made as CREATE SEQUENCE makes it without a word: its options are not compared.`,
      )
  }
}

type MadeObject = NamedObjectState & { readonly objectType: Made }

/** Schemas before what lies in them. */
function onlyIn(one: SchemaState, other: SchemaState): readonly MadeObject[] {
  const objects = [...one.objects].sort(([a], [b]) => (a < b ? -1 : 1))
  const missing = objects.filter(([id]) => !other.objects.has(id)).map(([, object]) => object)
  return (['schema', 'extension', 'sequence'] as const).flatMap(objectType =>
    missing.filter(isOwn).flatMap(each => (each.objectType === objectType ? { ...each, objectType } : [])),
  )
}

/** The sequence of a column comes and goes with the column. */
function isOwn({ objectType, column }: NamedObjectState): boolean {
  return objectType !== 'sequence' || column === undefined
}

/** How the target makes a sequence. */
function inItsWords(sides: Sides, { objectType, schema, name }: MadeObject): string | undefined {
  if (objectType !== 'sequence') return undefined
  const made = (sides.options.made ?? []).flatMap(each =>
    each.kind === 'objectDdl' && each.verb === 'create' && each.objectType === 'sequence' ? [each] : [],
  )
  return made.find(each => each.name.name === name && (each.name.schema ?? sides.defaultSchema) === schema)
    ?.sql
}

function change(sides: Sides, object: MadeObject, verb: 'create' | 'drop', phase: Phase, sql?: string): void {
  const { objectType, schema } = object
  const name = schema === '' ? { name: object.name } : nameOf(sides, object)
  const operation = { kind: 'objectDdl', verb, objectType, name, sql } as const
  sides.add(phase, { summary: `${verb} ${objectType} ${object.name}`, operations: [operation] })
}
