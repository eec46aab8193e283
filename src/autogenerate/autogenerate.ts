/** What leads a database to its target, and back: found by a comparison, written as a migration. */
import type { Database } from '../database/open-database.ts'
import { TEMPLATES } from '../frontends/migrate-lint/calls/constraints.ts'
import type { Known, NamedKind } from '../frontends/migrate-lint/calls/names.ts'
import type { BareOperation } from '../model/operation.ts'
import type { AutogenerateSettings } from '../runner/environment/autogenerate-settings.ts'
import { asksForName } from '../runner/naming-convention.ts'
import type { RunnerOptions } from '../runner/options.ts'
import type { CodeStyle } from '../runner/revisions/code-style.ts'
import type { FunctionBody, NoWayBack } from '../runner/revisions/migration-text.ts'
import type { SchemaState } from '../schema/schema-state.ts'
import { viewOf } from '../schema/schema-view.ts'
import type { Change, Comparison } from './compare/change.ts'
import { compareSchemas } from './compare/compare-schemas.ts'
import type { CompareOptions } from './compare/options.ts'
import { readSchemas, type ReadSchemas } from './read-schemas.ts'
import type { Rename } from './compare/rename.ts'
import { inverseRenames, lostBy } from './way-back.ts'
import { commentLines, renderBlocks, type RenderSettings } from './render-migration.ts'
import { safeForms, type SafeSettings } from './safe-forms.ts'
import { wantedSchema, type Target } from './target.ts'
import { targetWords } from './tidy/target-words.ts'
import { tidyOperations, type TidySettings } from './tidy/tidy-operations.ts'

/** What a comparison is told: the settings of env.ts, and what the command line adds. */
export interface AutogenerateOptions
  extends AutogenerateSettings, Pick<RunnerOptions, 'cwd' | 'namingConvention' | 'versionTable'> {
  /** Renames besides those of the target, told once the schema of the database is known. */
  readonly renames?: ((schemas: ReadSchemas) => readonly Rename[]) | undefined
}

/** What a database and its target differ in. */
export interface Differences extends Comparison {
  readonly schemas: ReadSchemas
  /** What the target holds and nothing compares, in words. */
  readonly notCompared: readonly string[]
  /** From the target back to the database. */
  readonly back: Comparison
  /** What makes all of the target from nothing. */
  readonly target: readonly BareOperation[]
  /** Compares again with further renames. */
  readonly withRenames: (renames: readonly Rename[]) => Differences
}

/** Compares the database with the target of its environment; nothing is changed by it. */
export async function findDifferences(
  database: Database,
  target: Target,
  options: AutogenerateOptions,
): Promise<Differences> {
  const { dialect, serverVersion } = database
  const { cwd = process.cwd(), namingConvention, versionTable } = options
  const { operations, notCompared, ...wanted } = await wantedSchema(target, {
    dialect,
    namingConvention,
    cwd,
  })
  const schemas = await readSchemas(database, operations, { versionTable })
  const renames = [...wanted.renames, ...(options.renames?.(schemas) ?? [])]
  return differ({
    schemas,
    notCompared,
    target: operations,
    options: { ...options, dialect, serverVersion, renames, made: operations },
  })
}

interface Sides {
  readonly schemas: ReadSchemas
  readonly notCompared: readonly string[]
  readonly target: readonly BareOperation[]
  readonly options: CompareOptions
}

function differ({ schemas, notCompared, target, options }: Sides): Differences {
  const { wanted, found } = schemas
  const there = compareSchemas(wanted, found, options)
  const renames = inverseRenames(there.changes)
  return {
    ...there,
    schemas,
    notCompared,
    target,
    back: compareSchemas(found, wanted, { ...options, renames, isWayBack: true }),
    withRenames: more =>
      differ({
        schemas,
        notCompared,
        target,
        options: { ...options, renames: [...(options.renames ?? []), ...more] },
      }),
  }
}

/** The two functions of a migration. */
export interface WrittenFunctions {
  readonly upgrade: FunctionBody
  readonly downgrade: FunctionBody | NoWayBack
}

/** Where the migration will run, and what its file is like. */
export interface WriteSettings extends Pick<AutogenerateOptions, 'namingConvention' | 'renderAsBatch'> {
  readonly database: Pick<Database, 'dialect' | 'serverVersion'>
  readonly style: CodeStyle
}

/** The migration that does away with the differences. */
export function writeDifferences(differences: Differences, settings: WriteSettings): WrittenFunctions {
  const { schemas, changes, back, remarks, target } = differences
  const { dialect, serverVersion } = settings.database
  const rendering = renderSettings(schemas, settings)
  const safe = { dialect, serverVersion, renderAsBatch: settings.renderAsBatch }
  const { namingConvention = {} } = settings
  const hasConvention: TidySettings['hasConvention'] = kind =>
    kind in TEMPLATES && namingConvention[TEMPLATES[kind as keyof typeof TEMPLATES]] !== undefined
  const body = (
    comparison: readonly Change[],
    before: SchemaState,
    tidy: TidySettings,
    notes?: SafeSettings['notes'],
  ) => {
    const operations = comparison.flatMap(change => change.operations)
    const blocks = safeForms(tidyOperations(operations, before, tidy), before, { ...safe, notes })
    return renderBlocks(blocks, rendering)
  }
  const up = body(changes, schemas.found, {
    dialect,
    hasConvention,
    inWordsOf: targetWords(target, dialect),
  })
  const upgrade = { lines: up.lines, takesOp: true, helpers: [...up.helpers] }
  const stays = back.remarks.filter(remark => !remarks.includes(remark))
  if (back.changes.length === 0)
    return { upgrade, downgrade: { irreversible: stays.join(' ') || 'nothing leads back' } }
  const down = body(back.changes, schemas.wanted, { dialect, hasConvention }, lostBy(changes))
  const lines = [...stays.flatMap(remark => commentLines(remark, rendering)), ...down.lines]
  return { upgrade, downgrade: { lines, takesOp: true, helpers: [...down.helpers] } }
}

function renderSettings(
  { wanted, found }: ReadSchemas,
  { database: { dialect }, style, namingConvention = {} }: WriteSettings,
): RenderSettings {
  const [one, other] = [viewOf(wanted), viewOf(found)]
  const known: Known = {
    isEnum: type => (one.enum(type) ?? other.enum(type)) !== undefined,
    renames: (kind: NamedKind) => {
      const template = namingConvention[kind]
      return template !== undefined && asksForName(template)
    },
  }
  const { quote, indent, semicolons } = style
  return { dialect, known, style: { quote, indent, semicolons, width: WIDTH } }
}

/** The longest line. */
const WIDTH = 100
