/** Schemas in which a target is made for the time of a comparison, and the names that stand in them. */
import { randomBytes } from 'node:crypto'
import { identifier } from '../../dialects/postgres/identifiers.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import { madeBy } from '../target/made-by.ts'

/** Where the objects of a target are made. */
export interface Scratch {
  /** The schema that stands for another, by the name of that. */
  readonly schemas: ReadonlyMap<string, string>
  /** Whether the schema is not there for good. */
  isNew(schema: string): boolean
  /** Whether the object is among those that are made, or comes into a new schema with an extension. */
  holds(name: QualifiedName): boolean
  /** A text of the catalog with the names that the schemas have for good. */
  named(text: string): string
}

/** The schemas in which a target has something; the default one where it has nothing at all. */
export function schemasOf(operations: readonly BareOperation[], defaultSchema: string): ReadonlySet<string> {
  const made = operations.flatMap(madeBy).map(({ schema = defaultSchema }) => schema)
  const created = operations.flatMap(each =>
    each.kind === 'objectDdl' && each.verb === 'create' && each.objectType === 'schema'
      ? [each.name.name]
      : [],
  )
  const schemas = new Set([...made, ...created])
  return schemas.size > 0 ? schemas : new Set([defaultSchema])
}

/** A scratch for the operations, and for tables that their foreign keys point at and that are there already. */
export function scratchFor(
  operations: readonly BareOperation[],
  others: readonly QualifiedName[],
  defaultSchema: string,
  there: ReadonlySet<string>,
): Scratch {
  const made = [...operations.flatMap(madeBy), ...others]
  const schemaOf = ({ schema = defaultSchema }: QualifiedName) => schema
  const id = randomBytes(4).toString('hex')
  const names = new Set([defaultSchema, ...others.map(schemaOf), ...schemasOf(operations, defaultSchema)])
  // A name in quotes has to be replaced by one in quotes.
  const schemas = new Map(
    [...names].map((name, i) => [name, `migrate_lint_${id}_${i}${identifier(name) === name ? '' : 'Q'}`]),
  )
  const isNew = (schema: string) => schemas.has(schema) && !there.has(schema)
  const keys = new Set(made.map(each => `${schemaOf(each)}.${each.name}`))
  const originals = new Map([...schemas].map(([name, scratch]) => [scratch, name]))
  const pattern = new RegExp([...originals.keys()].toSorted((a, b) => b.length - a.length).join('|'), 'gu')
  return {
    schemas,
    isNew,
    holds: name => isNew(schemaOf(name)) || keys.has(`${schemaOf(name)}.${name.name}`),
    named: text => text.replace(pattern, scratch => originals.get(scratch) ?? scratch),
  }
}
