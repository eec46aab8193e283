/** The migrations of a module: the module itself, objects that it exports, lists by name, and what providers give. */
import type { Evaluation } from '../typescript/evaluate.ts'
import { exportedNames } from '../typescript/find-modules.ts'
import type { Module } from '../typescript/module.ts'
import type { Value } from '../typescript/values.ts'
import { directionsIn, directionsOf, importsKysely, isKysely, type Directions } from './detect.ts'

/** One migration of a module. */
export interface Listed {
  /** `file` where the module is the migration; else where in the module it is. */
  readonly layout: string
  /** Its name where the module gives one, else it is that of the file. */
  readonly name?: string | undefined
  readonly directions: Directions
}

/** Whether a module can hold migrations, told from its syntax. */
export function mayHold(module: Module): boolean {
  const names = exportedNames(module)
  return names.has('up') || names.has('default') || importsKysely(module)
}

/** The migrations of a module that are certainly Kysely's. */
export function listedIn(module: Module, evaluation: Evaluation): readonly Listed[] {
  const whole: Listed = { layout: 'file', directions: directionsOf(evaluation) }
  if (isKysely(module, whole.directions)) return [whole]
  const objects = [...evaluation.exports].flatMap(([name, value]): readonly Listed[] => {
    const directions = directionsIn(value)
    return isKysely(module, directions) ? [{ layout: `object ${name}`, name, directions }] : []
  })
  const [only, ...others] = objects
  if (only) return others.length === 0 ? [{ ...only, name: undefined }] : objects
  return valuesOf(module, evaluation).flatMap(([layout, value]) =>
    entriesOf(value).flatMap(([name, directions]): readonly Listed[] =>
      isKysely(module, directions) ? [{ layout, name, directions }] : [],
    ),
  )
}

/** What may be a list of migrations: a variable, an export, or what a provider's `getMigrations` gives. */
function valuesOf(module: Module, evaluation: Evaluation): readonly (readonly [string, Value])[] {
  const named = new Map(evaluation.exports)
  for (const name of variablesOf(module)) {
    const value = evaluation.variable(name)
    if (value) named.set(name, value)
  }
  const once = new Map([...named].map(([name, value]) => [value, name] as const))
  return [...once].map(([value, name]): readonly [string, Value] => {
    const provided = providedBy(value, evaluation)
    return provided ? [`provider ${name}`, provided] : [`list ${name}`, value]
  })
}

function variablesOf({ program }: Module): readonly string[] {
  return program.body.flatMap(node => {
    const declared = node.type === 'ExportNamedDeclaration' ? node.declaration : node
    if (declared?.type === 'ClassDeclaration') return declared.id ? [declared.id.name] : []
    if (declared?.type !== 'VariableDeclaration') return []
    return declared.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
  })
}

/** https://kysely-org.github.io/kysely-apidoc/interfaces/MigrationProvider.html */
function providedBy(value: Value, evaluation: Evaluation): Value | undefined {
  const made = value.kind === 'class' ? evaluation.construct(value) : value
  if (made.kind !== 'object') return undefined
  const method = evaluation.property(made, 'getMigrations')
  if (method.kind !== 'function') return undefined
  const { returned } = evaluation.run(method, { args: [], self: made, floating: 'lazy' })
  return returned.kind === 'object' ? returned : undefined
}

function entriesOf(value: Value): readonly (readonly [string, Directions])[] {
  if (value.kind !== 'object' || value.class) return []
  return [...value.properties.value].map(([name, each]) => [name, directionsIn(each)] as const)
}
