/** The operations that a model stands for, and what it says of earlier names. */
import { splitName } from '../../frontends/typescript/arguments.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { NamingConvention } from '../../runner/naming-convention.ts'
import { collectOperations } from '../../runner/op/collect-operations.ts'
import { CallError } from '../../runner/op/errors.ts'
import type { Op } from '../../runner/op/op-types.ts'
import type { Rename } from '../compare/rename.ts'
import { TargetError } from '../target-error.ts'
import type { SchemaModel, SchemaPart } from './schema-model.ts'
import type { Source } from './source.ts'
import { usedOf } from './use-of.ts'

/** What the reading of a target depends on. */
export interface TargetSettings {
  readonly dialect: 'postgres' | 'sqlite'
  readonly namingConvention?: NamingConvention | undefined
  /** Folder where relative paths begin. */
  readonly cwd: string
}

/** Reads a model; rejects with a TargetError that names the part with a mistake. */
export async function readModel(model: SchemaModel, settings: TargetSettings): Promise<Source> {
  const used = usedOf(await modelOperations(model, settings))
  return { title: 'the model', renames: modelRenames(model), ...used }
}

/** Runs the parts as the calls that they are. */
async function modelOperations(
  { parts, also }: SchemaModel,
  { dialect, namingConvention }: TargetSettings,
): Promise<readonly BareOperation[]> {
  const context = { isOffline: true, dialect, direction: 'upgrade', revision: 'target' } as const
  const collect = (title: string, run: (op: Op) => unknown) =>
    collectOperations(run, context, { namingConvention }).catch((cause: unknown) => {
      if (!(cause instanceof CallError)) throw cause
      throw new TargetError(`The target has a mistake in ${title}: ${cause.message}`, { cause })
    })
  const operations: BareOperation[] = []
  for (const part of parts.toSorted(byRank))
    operations.push(...(await collect(part.title, op => call(op, part))))
  if (also) operations.push(...(await collect('the function of defineSchema', also)))
  return operations
}

/** The exports of a module come by the alphabet. */
const RANKS = ['createExtension', 'createEnum', 'createTable', 'createIndex', 'createView'] as const

function byRank(a: SchemaPart, b: SchemaPart): number {
  return RANKS.indexOf(a.call) - RANKS.indexOf(b.call)
}

function call(op: Op, { call: name, args }: SchemaPart): unknown {
  // The functions that make parts have the types of the calls.
  const made = op[name] as (...args: readonly unknown[]) => Promise<unknown>
  return made(...args.map(withoutHint))
}

/** The options without what `op` does not know. */
function withoutHint(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('renamedFrom' in value)) return value
  const { renamedFrom: _, ...rest } = value
  return rest
}

/** The earlier names of tables and columns. */
function modelRenames({ parts }: SchemaModel): readonly Rename[] {
  return parts.filter(each => each.call === 'createTable').flatMap(renamesOf)
}

function renamesOf({ args }: SchemaPart): readonly Rename[] {
  const [name, columns, options] = args
  const schema = fieldOf(options, 'schema')
  const now: QualifiedName = schema === undefined ? splitName(String(name)) : { schema, name: String(name) }
  const from = fieldOf(options, 'renamedFrom')
  const old = from === undefined ? now : { ...now, ...splitName(from) }
  const ofTable: readonly Rename[] = from === undefined ? [] : [{ table: old, to: now.name }]
  const ofColumns = (Array.isArray(columns) ? columns : []).flatMap((each: unknown): readonly Rename[] => {
    const [column, to] = [fieldOf(each, 'renamedFrom'), fieldOf(each, 'name')]
    return column === undefined || to === undefined ? [] : [{ table: old, column, to }]
  })
  return [...ofTable, ...ofColumns]
}

function fieldOf(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const field: unknown = Reflect.get(value, name)
  return typeof field === 'string' ? field : undefined
}
