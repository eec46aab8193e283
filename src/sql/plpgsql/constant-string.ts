/** The text that an expression gives, such as EXECUTE takes: known, but for names that stand for values of run time. */
import { functionName } from '../lower/expression.ts'
import { constantOf, pick, pickAll, stringOf, type FuncCall, type Node } from '../lower/nodes.ts'

/** Gives the name that stands for a value of run time, by the source of that value. */
export type NameOfValue = (source: string) => string

/**
 * The value of a constant, a concatenation, `format(…)` and quoting; a variable in it is a name. Nothing when the
 * expression has another form, or is nothing but a variable.
 */
export function textOfExpression(node: Node | undefined, nameOf: NameOfValue): string | undefined {
  const constant = pick(node, 'A_Const')
  if (constant) {
    const value = constantOf(constant)
    return value === null ? undefined : String(value)
  }
  const cast = pick(node, 'TypeCast')
  if (cast) return textOfExpression(cast.arg, nameOf)
  const call = pick(node, 'FuncCall')
  if (call) return calledText(call, nameOf)
  const operation = pick(node, 'A_Expr')
  if (stringOf(operation?.name?.[0]) !== '||') return undefined
  return partOf(operation?.lexpr, nameOf) + partOf(operation?.rexpr, nameOf)
}

/** A part of a longer text may be known only at run time. */
function partOf(node: Node | undefined, nameOf: NameOfValue): string {
  return textOfExpression(node, nameOf) ?? nameOf(sourceOf(node))
}

/** A value of run time as the user would call it. */
function sourceOf(node: Node | undefined): string {
  const cast = pick(node, 'TypeCast')
  if (cast) return sourceOf(cast.arg)
  const call = pick(node, 'FuncCall')
  if (call) return `${functionName(call)}(…)`
  const fields = pickAll(pick(node, 'ColumnRef')?.fields, 'String').map(field => field.sval ?? '')
  return fields.length > 0 ? fields.join('.') : 'value'
}

function calledText(call: FuncCall, nameOf: NameOfValue): string | undefined {
  const values = call.args ?? []
  return FUNCTIONS[functionName(call)]?.(values, nameOf)
}

const FUNCTIONS: Readonly<
  Record<string, (values: readonly Node[], nameOf: NameOfValue) => string | undefined>
> = {
  format: ([pattern, ...values], nameOf) => {
    const text = textOfExpression(pattern, nameOf)
    return text === undefined
      ? undefined
      : formatted(
          text,
          values.map(each => partOf(each, nameOf)),
        )
  },
  concat: (values, nameOf) => values.map(each => partOf(each, nameOf)).join(''),
  quote_ident: ([name], nameOf) => name && quoteIdentifier(partOf(name, nameOf)),
  quote_literal: ([value], nameOf) => value && quoteLiteral(partOf(value, nameOf)),
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
