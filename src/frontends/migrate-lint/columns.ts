/** Columns, types and defaults as the runner's helpers make them. */
import { own } from '../typescript/own.ts'
import type { ColumnDefinition, Identity } from '../../model/column.ts'
import type { Constraint, ReferentialAction } from '../../model/constraint.ts'
import { dataType, type DataType } from '../../model/data-type.ts'
import type { Expression } from '../../model/expression.ts'
import { flag, type QualifiedName } from '../../model/names.ts'
import type { Span } from '../../source/span.ts'
import {
  booleanOf,
  hasProperty,
  isFalse,
  listOf,
  nameOf,
  numberOf,
  placeOf,
  property,
  splitName,
  textOf,
} from '../typescript/arguments.ts'
import { compact } from '../typescript/compact.ts'
import { fragment, literalExpression, readExpression, readType } from '../typescript/sql-fragments.ts'
import { mappedOf } from '../typescript/value-tools.ts'
import type { StringValue, Value } from '../typescript/values.ts'
import { isMade } from './runner-module.ts'

/** `t` methods that are spelled other than their type. */
export const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'varchar',
  doublePrecision: 'double precision',
  double: 'double precision',
  bigInteger: 'bigint',
  smallInteger: 'smallint',
  bigSerial: 'bigserial',
  smallSerial: 'smallserial',
  timestampTz: 'timestamptz',
  timestamptz: 'timestamptz',
  dateTime: 'timestamp',
  datetime: 'timestamp',
  bytes: 'bytea',
  binary: 'bytea',
}

/** A type made by `t`, or written as SQL. */
export function readColumnType(value: Value | undefined, span: Span): DataType | undefined {
  if (value?.kind === 'string') return readType(mappedOf(value), span)
  if (isMade(value, 'sql')) {
    const text = property(value, 'text')
    return text?.kind === 'string' ? readType(mappedOf(text), span) : undefined
  }
  if (!isMade(value, 'type')) return undefined
  const name = textOf(property(value, 'name')) ?? ''
  const args = listOf(property(value, 'arguments')) ?? []
  if (name === 'enum') return { ...enumName(args), arguments: [], dimensions: 0 }
  if (name === 'array') {
    const inner = readColumnType(args[0], span)
    return inner ? { ...inner, dimensions: inner.dimensions + 1 } : undefined
  }
  if (name === 'type' || name === 'custom') return namedType(args[0], span)
  const numbers = args.flatMap(arg => numberOf(arg) ?? [])
  return dataType(own(TYPE_NAMES, name) ?? name, ...numbers)
}

/** `t.enum('status')`, or Alembic's way: the values, and the name in an options object. */
export function enumName(args: readonly Value[]): QualifiedName {
  const options = args.find(arg => arg.kind === 'object')
  const name = nameOf(property(options, 'name')) ?? nameOf(args[0]) ?? 'enum'
  const schema = nameOf(property(options, 'schema'))
  return schema === undefined ? splitName(name) : { schema, name }
}

function namedType(value: Value | undefined, span: Span): DataType | undefined {
  return value?.kind === 'string' ? readType(mappedOf(value), span) : undefined
}

/** SQL given as a text or made by the tag. */
export function sqlOf(value: Value | undefined): StringValue | undefined {
  const text = isMade(value, 'sql') ? property(value, 'text') : value
  return text?.kind === 'string' ? text : undefined
}

/** The same as it stands. */
export function sqlTextOf(value: Value | undefined): string | undefined {
  return textOf(sqlOf(value))
}

/** A default or another expression: a constant of JavaScript, or SQL. */
export function readValue(value: Value | undefined, span: Span): Expression | undefined {
  if (isMade(value, 'sql')) {
    const text = property(value, 'text')
    return text?.kind === 'string' ? readExpression(mappedOf(text), span) : undefined
  }
  if (value?.kind === 'string') return literalExpression(mappedOf(value).text)
  if (value?.kind !== 'primitive' || value.value === undefined) return undefined
  if (typeof value.value === 'bigint') return bigLiteral(value.value)
  return literalExpression(value.value)
}

/** A number; one with more digits than JavaScript keeps is known by its text, as PostgreSQL keeps it. */
function bigLiteral(value: bigint): Expression {
  const number = Number(value)
  const literal = Number.isSafeInteger(number) ? number : String(value)
  return { ...literalExpression(literal), sql: String(value) }
}

/** A condition: SQL, tagged or as a plain text. */
export function readCondition(value: Value | undefined, span: Span): Expression | undefined {
  return value?.kind === 'string' ? readExpression(mappedOf(value), span) : readValue(value, span)
}

/** An expression whose value is not known, as a placeholder shows it. */
export function expressionOrSource(value: Value | undefined, span: Span): Expression | undefined {
  if (value?.kind === 'unknown') return readExpression(fragment(`'?'`, span), span)
  return readValue(value, span)
}

/** A column made by `column(name, type, options)`; undefined when its name cannot be told. */
export function readColumn(value: Value | undefined, span: Span): ColumnDefinition | undefined {
  const name = nameOf(property(value, 'name'))
  if (!isMade(value, 'column') || name === undefined) return undefined
  const options = property(value, 'options')
  const at = placeOf(value) ?? span
  const type = readColumnType(property(value, 'type'), at)
  const defaultValue = hasProperty(options, 'default')
    ? property(options, 'default')
    : property(options, 'serverDefault')
  const generated = readCondition(property(options, 'generated') ?? property(options, 'computed'), at)
  return compact({
    name,
    type,
    notNull: flag(isFalse(property(options, 'nullable'))),
    default: expressionOrSource(defaultValue, at),
    generated:
      generated && compact({ expression: generated, stored: flag(!isFalse(property(options, 'stored'))) }),
    identity: readIdentity(property(options, 'identity')),
    collation: textOf(property(options, 'collation')),
    constraints: columnConstraints(name, options, at),
  })
}

/** `identity: true`, or an object with `always` and what the sequence is like. */
export function readIdentity(value: Value | undefined): Identity | undefined {
  if (!booleanOf(value)) return undefined
  return compact({
    always: flag(value?.kind === 'primitive' || booleanOf(property(value, 'always'))),
    options: sequenceOptions(value).join(' ') || undefined,
  })
}

/** The parts of a sequence as PostgreSQL prints them: https://www.postgresql.org/docs/current/sql-createsequence.html */
export function sequenceOptions(value: Value | undefined): readonly string[] {
  const numbers = SEQUENCE_NUMBERS.flatMap(([name, words]) => {
    const number = numberOf(property(value, name))
    return number === undefined ? [] : [`${words} ${String(number)}`]
  })
  return booleanOf(property(value, 'cycle')) ? [...numbers, 'CYCLE'] : numbers
}

const SEQUENCE_NUMBERS = [
  ['start', 'START WITH'],
  ['increment', 'INCREMENT BY'],
  ['minValue', 'MINVALUE'],
  ['maxValue', 'MAXVALUE'],
  ['cache', 'CACHE'],
] as const

function columnConstraints(column: string, options: Value | undefined, span: Span): Constraint[] {
  const constraints: Constraint[] = []
  const references = property(options, 'references')
  const given = property(options, 'check')
  const isNamed = given?.kind === 'object' && !isMade(given, 'sql')
  const check = readCondition(isNamed ? property(given, 'condition') : given, span)
  if (booleanOf(property(options, 'primaryKey'))) {
    constraints.push({ kind: 'primaryKey', columns: [column], include: [] })
  }
  // With `index: true` it is the index that is unique.
  if (booleanOf(property(options, 'unique')) && !booleanOf(property(options, 'index'))) {
    constraints.push({ kind: 'unique', columns: [column], include: [] })
  }
  if (references) constraints.push(reference(column, references))
  const name = isNamed ? nameOf(property(given, 'name')) : undefined
  if (check) constraints.push({ kind: 'check', ...(name !== undefined && { name }), expression: check })
  return constraints
}

/** `references: 'users.id'`, or an object with table, column, name and actions. */
function reference(column: string, value: Value): Constraint {
  const text = textOf(value)
  if (text !== undefined) {
    const { schema, name } = splitName(text)
    return {
      kind: 'foreignKey',
      columns: [column],
      references:
        schema === undefined
          ? { table: { name }, columns: [] }
          : { table: splitName(withoutLast(text)), columns: [name] },
    }
  }
  const target = textOf(property(value, 'column'))
  const columns = listOf(property(value, 'columns'))?.flatMap(each => textOf(each) ?? []) ?? []
  return compact<Constraint>({
    kind: 'foreignKey',
    name: textOf(property(value, 'name')),
    columns: [column],
    references: {
      table: splitName(nameOf(property(value, 'table')) ?? ''),
      columns: target === undefined ? columns : [target],
    },
    onDelete: readAction(property(value, 'onDelete')),
    onUpdate: readAction(property(value, 'onUpdate')),
  })
}

/** `auth.users` of `auth.users.id`: a dot in quotes, or in what is known at run time, parts nothing. */
function withoutLast(text: string): string {
  const parts = text.match(/(?:\$\{[^}]*\}|"[^"]*"|[^.])+/gu) ?? []
  return parts.slice(0, -1).join('.')
}

/** A referential action in any spelling; NO ACTION is the default and stays out. */
export function readAction(value: Value | undefined): ReferentialAction | undefined {
  const text = textOf(value)?.toLowerCase().replace(/_/gu, ' ')
  return ACTIONS.find(action => action === text)
}

const ACTIONS: readonly ReferentialAction[] = ['restrict', 'cascade', 'set null', 'set default']
