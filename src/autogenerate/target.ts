/** What is wanted: the target of `env.ts` as the operations that make its schema from nothing. */
import { formatName } from '../model/names.ts'
import type { BareOperation } from '../model/operation.ts'
import { readDrizzle, type DrizzleSchema } from './drizzle/drizzle-schema.ts'
import type { Rename } from './compare/rename.ts'
import { TargetError } from './target-error.ts'
import { aboutMade } from './target/about-made.ts'
import { inOrder } from './target/in-order.ts'
import { readModel, type TargetSettings } from './target/model-operations.ts'
import type { SchemaModel } from './target/schema-model.ts'
import type { Source } from './target/source.ts'
import { readSqlFile, type SqlFile } from './target/sql-file.ts'

/** What `target` in env.ts may be. */
export type Target = SchemaModel | SqlFile | DrizzleSchema | readonly Target[]

/** The operations that make the wanted schema from nothing. */
export interface WantedSchema {
  readonly operations: readonly BareOperation[]
  /** Earlier names of tables and columns, as the target tells them. */
  readonly renames: readonly Rename[]
  /** What the target holds and nothing compares, in words: reported, never silently dropped. */
  readonly notCompared: readonly string[]
}

/** Reads a target; rejects with a TargetError where it cannot be read or contradicts itself. */
export async function wantedSchema(target: Target, settings: TargetSettings): Promise<WantedSchema> {
  const sources: Source[] = []
  for (const each of flat(target)) sources.push(await readSource(each, settings))
  refuseTwice(sources)
  const operations = sources.flatMap(source => source.operations)
  return {
    operations: inOrder(aboutMade(operations), settings.dialect),
    renames: sources.flatMap(({ renames }) => renames),
    notCompared: [...new Set(sources.flatMap(({ notCompared }) => notCompared))],
  }
}

type Single = Exclude<Target, readonly Target[]>

function flat(target: Target): readonly Single[] {
  return isList(target) ? target.flatMap(flat) : [target]
}

function isList(target: Target): target is readonly Target[] {
  return Array.isArray(target)
}

function readSource(target: Single, settings: TargetSettings): Source | Promise<Source> {
  switch (target.kind) {
    case 'model':
      return readModel(target, settings)
    case 'drizzle':
      return readDrizzle(target, settings)
    case 'sqlFile':
      return readSqlFile(target, settings)
  }
}

/** A table or a type that two say would be made by the first alone. */
function refuseTwice(sources: readonly Source[]): void {
  const seen = new Map<string, { readonly title: string; readonly operation: BareOperation }>()
  for (const { title, operations } of sources) {
    for (const operation of operations) {
      const name = madeName(operation)
      if (name === undefined) continue
      const before = seen.get(name)
      if (!before) seen.set(name, { title, operation })
      else if (!isRepeated(before.operation, operation))
        throw new TargetError(
          `The target has the ${name} twice: in ${before.title} and in ${title}. Take one away.`,
        )
    }
  }
}

function madeName(operation: BareOperation): string | undefined {
  if (operation.kind === 'createTable') return `table ${formatName(operation.table)}`
  if (operation.kind === 'createEnum') return `enum ${formatName(operation.type)}`
  const isMade =
    operation.kind === 'objectDdl' && operation.verb === 'create' && operation.objectType === 'table'
  return isMade ? `table ${formatName(operation.name)}` : undefined
}

/** Each column that has an enum brings it along. */
function isRepeated(a: BareOperation, b: BareOperation): boolean {
  if (a.kind !== 'createEnum' || b.kind !== 'createEnum') return false
  return (a.ifNotExists ?? b.ifNotExists ?? false) && a.values.join('\n') === b.values.join('\n')
}
