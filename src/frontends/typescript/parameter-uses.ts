/** What a function does with its parameters: the surest sign of which framework calls it. */
import type { Evaluation } from './evaluate.ts'
import { hostValue } from './value-tools.ts'
import type { FunctionValue, HostCall, HostObject, Value } from './values.ts'

/** One use of a parameter, or of what came of it. */
export interface ParameterUse {
  /** From the parameter on: `.query`, `.context.connection.query`, `.schema.createTable().execute`; empty for itself. */
  readonly path: string
  readonly args: readonly Value[]
  readonly isTemplate: boolean
}

interface Probe extends HostObject {
  readonly path: string
}

/** The calls that a function makes on its first parameter, on parts of it and on what these calls give. */
export function usesOfParameter(evaluation: Evaluation, fn: FunctionValue): readonly ParameterUse[] {
  const uses: ParameterUse[] = []
  const probe = (path: string): Value => {
    const use = (at: string, call: HostCall): Value => {
      uses.push({ path: at, args: call.args, isTemplate: call.template !== undefined })
      for (const arg of call.args) if (arg.kind === 'function') call.invoke(arg, [probe(path)])
      return probe(`${at}()`)
    }
    const host: Probe = {
      name: 'probe',
      path,
      reachesDatabase: true,
      apply: call => use(path, call),
      otherwise: name => probe(`${path}.${name}`),
      otherCall: (name, call) => use(`${path}.${name}`, call),
    }
    return hostValue(host)
  }
  evaluation.run(fn, { args: [probe('')], floating: 'eager' })
  return uses
}

/** What came of a parameter: its path; undefined for all other values. */
export function pathOf(value: Value | undefined): string | undefined {
  return value?.kind === 'host' && 'path' in value.host ? (value.host as Probe).path : undefined
}

/** The annotation of the first parameter without its colon: `PoolClient`, `postgres.Sql<any>`. */
export function typeOfParameter({ node, at }: FunctionValue): string | undefined {
  const [parameter] = node.params
  const annotation = parameter && 'typeAnnotation' in parameter ? parameter.typeAnnotation : undefined
  if (!annotation) return undefined
  return at.file.text.slice(annotation.range[0], annotation.range[1]).replace(/^:\s*/u, '')
}
