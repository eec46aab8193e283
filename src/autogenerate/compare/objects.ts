/** Schemas, extensions and sequences that the target needs and the database has not. */
import type { BareOperation } from '../../model/operation.ts'
import type { NamedObjectState } from '../../schema/schema-state.ts'
import type { Phase } from './change.ts'
import { nameOf, type Sides } from './sides.ts'

/** Where each kind of object is made. */
const PHASE_OF: Readonly<Record<string, Phase>> = {
  schema: 'schema',
  extension: 'schema',
  sequence: 'sequence',
}

/** Collects what is missing; what the target does not name stays. */
export function compareObjects(sides: Sides): void {
  const missing = [...sides.wanted.objects]
    .filter(([id, object]) => object.objectType in PHASE_OF && isOwn(object) && !sides.found.objects.has(id))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [, object] of missing) {
    const { objectType, schema } = object
    const name = schema === '' ? { name: object.name } : nameOf(sides, object)
    sides.add(PHASE_OF[objectType] ?? 'schema', {
      summary: `create ${objectType} ${object.name}`,
      operations: [created(object, name)],
    })
    if (objectType === 'sequence')
      sides.remark(
        `Sequence ${object.name} is made as CREATE SEQUENCE makes it without a word: its options are not compared.`,
      )
  }
}

/** The sequence of a column comes and goes with the column. */
function isOwn({ objectType, column }: NamedObjectState): boolean {
  return objectType !== 'sequence' || column === undefined
}

function created(
  { objectType }: NamedObjectState,
  name: { schema?: string | undefined; name: string },
): BareOperation {
  const type = objectType === 'schema' || objectType === 'extension' ? objectType : 'sequence'
  return { kind: 'objectDdl', verb: 'create', objectType: type, name }
}
