/** Prints trees as SQL, so that equal trees have equal texts; the printer is loaded on first use. */
import { createRequire } from 'node:module'
import { constantOf, pick, stringOf, stringsOf, type DefElem, type Node } from './nodes.ts'

interface Deparser {
  deparseSync(node: Node, options: { readonly pretty: boolean }): string
}

let deparser: Deparser | undefined

/** A node of any kind as SQL on one line. */
export function print(node: Node): string {
  return printSimple(node) ?? printAny(node)
}

/** A tree that the printer does not know how to print. */
export class UnprintableError extends Error {}

function printAny(node: Node): string {
  deparser ??= createRequire(import.meta.url)('pgsql-deparser') as Deparser
  try {
    return deparser.deparseSync(node, { pretty: false })
  } catch (error) {
    if (error instanceof RangeError) throw error
    throw new UnprintableError('a tree that cannot be printed', { cause: error })
  }
}

/** Most defaults and many conditions are a constant, a column or a plain call; those need no printer. */
function printSimple(node: Node): string | undefined {
  const constant = pick(node, 'A_Const')
  if (constant && !constant.bsval && !constant.fval) {
    const value = constantOf(constant)
    if (typeof value !== 'string') return value === null ? 'NULL' : String(value)
    return value.includes('\\') ? undefined : `'${value.replaceAll("'", "''")}'`
  }
  const call = pick(node, 'FuncCall')
  if (!call || call.args || call.agg_star || call.over || call.agg_filter) return undefined
  const name = stringOf(call.funcname?.[0])
  return call.funcname?.length === 1 && name && SIMPLE_NAME.test(name) ? `${name}()` : undefined
}

/** Names that are no keywords of PostgreSQL, in the long run of functions that defaults call. */
const SIMPLE_NAME =
  /^(?:now|gen_random_uuid|uuid_generate_v4|random|clock_timestamp|statement_timestamp|uuidv7)$/u

/** A list of options: `fillfactor = 50, autovacuum_enabled = false`. */
export function printOptions(nodes: readonly Node[] | undefined): string {
  return (nodes ?? [])
    .flatMap(node => pick(node, 'DefElem') ?? [])
    .map(option => {
      const name = option.defnamespace
        ? `${option.defnamespace}.${option.defname ?? ''}`
        : (option.defname ?? '')
      const value = optionText(option)
      return value === undefined ? name : `${name} = ${value}`
    })
    .join(', ')
}

/** The value of an option as text, without quotes. */
export function optionText({ arg }: DefElem): string | undefined {
  if (arg === undefined) return undefined
  const integer = pick(arg, 'Integer')
  if (integer) return String(integer.ival ?? 0)
  const float = pick(arg, 'Float')
  if (float) return float.fval
  const boolean = pick(arg, 'Boolean')
  if (boolean) return String(boolean.boolval ?? false)
  const type = pick(arg, 'TypeName')
  if (type) return stringsOf(type.names).join('.')
  return stringOf(arg) ?? print(arg)
}

/** The option of a name. */
export function optionNamed(nodes: readonly Node[] | undefined, name: string): DefElem | undefined {
  return (nodes ?? []).flatMap(node => pick(node, 'DefElem') ?? []).find(option => option.defname === name)
}

/** Whether a boolean option is on: `CONCURRENTLY`, `(FULL true)`, `(CONCURRENTLY off)`. */
export function optionIsOn(nodes: readonly Node[] | undefined, name: string): boolean {
  const option = optionNamed(nodes, name)
  if (!option) return false
  const value = optionText(option)?.toLowerCase()
  return value === undefined || !['false', 'off', '0', 'no'].includes(value)
}
