/** The text that an expression of constants gives, such as EXECUTE takes. */
import { functionName } from '../lower/expression.ts'
import { constantOf, pick, stringOf, type FuncCall, type Node } from '../lower/nodes.ts'

/** The value of a constant, a concatenation, `format(…)` and quoting of constants; nothing when more is needed. */
export function constantString(node: Node | undefined): string | undefined {
  const constant = pick(node, 'A_Const')
  if (constant) {
    const value = constantOf(constant)
    return value === null ? undefined : String(value)
  }
  const cast = pick(node, 'TypeCast')
  if (cast) return constantString(cast.arg)
  const call = pick(node, 'FuncCall')
  if (call) return calledConstant(call)
  const operation = pick(node, 'A_Expr')
  if (stringOf(operation?.name?.[0]) !== '||') return undefined
  const left = constantString(operation?.lexpr)
  const right = constantString(operation?.rexpr)
  return left === undefined || right === undefined ? undefined : left + right
}

function calledConstant(call: FuncCall): string | undefined {
  const values = (call.args ?? []).map(constantString)
  if (values.includes(undefined)) return undefined
  return FUNCTIONS[functionName(call)]?.(values.map(value => value ?? ''))
}

const FUNCTIONS: Readonly<Record<string, (values: readonly string[]) => string | undefined>> = {
  format: ([pattern, ...values]) => (pattern === undefined ? undefined : formatted(pattern, values)),
  concat: values => values.join(''),
  quote_ident: ([name]) => name && quoteIdentifier(name),
  quote_literal: ([value]) => (value === undefined ? undefined : quoteLiteral(value)),
}

/** https://www.postgresql.org/docs/current/functions-string.html#FUNCTIONS-STRING-FORMAT */
function formatted(pattern: string, values: readonly string[]): string | undefined {
  let next = 0
  let known = true
  const text = pattern.replace(
    /%(?:%|(?:(\d+)\$)?-?\d*([sIL]))/gu,
    (match, position?: string, kind?: string) => {
      if (match === '%%') return '%'
      const index = position === undefined ? next : Number(position) - 1
      next = index + 1
      const value = values[index]
      if (value === undefined) known = false
      if (kind === 'I') return quoteIdentifier(value ?? '')
      return kind === 'L' ? quoteLiteral(value ?? '') : (value ?? '')
    },
  )
  return known ? text : undefined
}

function quoteIdentifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}

function quoteLiteral(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
