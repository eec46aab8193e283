/** The text of a new migration file. */
import { DEFAULT_STYLE, isTyped, type CodeStyle } from './code-style.ts'

/** What a new migration says. */
export interface WrittenMigration {
  readonly id: string
  /** One line, or more: the first paragraph is what lists show. */
  readonly message: string
  readonly createDate: Date
  readonly parents: readonly string[]
  readonly labels?: readonly string[]
  readonly dependsOn?: readonly string[]
  readonly upgrade: FunctionBody
  readonly downgrade: FunctionBody | NoWayBack
}

/** A migration that cannot be undone. */
export interface NoWayBack {
  readonly irreversible: string
}

/** The lines of a function, without their indent. */
export interface FunctionBody {
  readonly lines: readonly string[]
  /** It names `op`: a parameter that nothing names is an error for many linters. */
  readonly takesOp: boolean
  /** What of `migrate-lint/runner` they name. */
  readonly helpers?: readonly string[]
}

/** Writes the file as its neighbours are written. */
export function migrationText(migration: WrittenMigration, style: CodeStyle = DEFAULT_STYLE): string {
  const { id, parents, labels = [], dependsOn = [], upgrade, downgrade } = migration
  const end = style.semicolons ? ';' : ''
  const constant = (name: string, value: string) =>
    `${style.isCommonJs ? `exports.${name}` : `export const ${name}`} = ${value}${end}`
  const lines = [
    ...headComment(migration),
    ...importLine(migration, style),
    '',
    constant('revision', quoted(id, style)),
    constant('downRevision', names(parents, style)),
    constant('branchLabels', names(labels, style)),
    constant('dependsOn', names(dependsOn, style)),
    '',
    ...functionText('upgrade', upgrade, style),
    '',
    ...('irreversible' in downgrade
      ? [constant('downgrade', `irreversible(${quoted(downgrade.irreversible, style)})`)]
      : functionText('downgrade', downgrade, style)),
    '',
  ]
  return lines.join(style.lineBreak)
}

/** What is named and nothing else, as linters want it. */
function importLine({ upgrade, downgrade }: WrittenMigration, style: CodeStyle): readonly string[] {
  const down: FunctionBody =
    'irreversible' in downgrade ? { lines: [], takesOp: false, helpers: ['irreversible'] } : downgrade
  const helpers = [...new Set([...(upgrade.helpers ?? []), ...(down.helpers ?? [])])].sort()
  const needsType = isTyped(style) && (upgrade.takesOp || down.takesOp)
  const from = quoted('migrate-lint/runner', style)
  const end = style.semicolons ? ';' : ''
  if (style.isCommonJs)
    return helpers.length > 0 ? [`const { ${helpers.join(', ')} } = require(${from})${end}`] : []
  if (helpers.length === 0) return needsType ? [`import type { Op } from ${from}${end}`] : []
  return [`import { ${[...helpers, ...(needsType ? ['type Op'] : [])].join(', ')} } from ${from}${end}`]
}

function headComment({ id, message, parents, createDate }: WrittenMigration): readonly string[] {
  const fields = [
    `Revision ID: ${id}`,
    `Revises: ${parents.join(', ')}`,
    `Create Date: ${createDate.toISOString().replace(/\.\d+Z$/u, 'Z')}`,
  ]
  const text = message.trim().replaceAll('*/', '* /').split(/\r?\n/u)
  return ['/**', ...[...text, '', ...fields].map(line => ` * ${line}`.trimEnd()), ' */']
}

/** None, one, or several. */
function names(values: readonly string[], style: CodeStyle): string {
  const [first, ...more] = values.map(value => quoted(value, style))
  if (first === undefined) return 'null'
  return more.length === 0 ? first : `[${[first, ...more].join(', ')}]`
}

function functionText(name: string, { lines, takesOp }: FunctionBody, style: CodeStyle): readonly string[] {
  const parameter = takesOp ? (isTyped(style) ? 'op: Op' : 'op') : ''
  const isDescribed = takesOp && !isTyped(style)
  return [
    ...(isDescribed ? ["/** @param {import('migrate-lint/runner').Op} op */"] : []),
    style.isCommonJs
      ? `exports.${name} = async function ${name}(${parameter}) {`
      : `export async function ${name}(${parameter}) {`,
    ...lines.map(line => (style.indent + line).trimEnd()),
    style.isCommonJs && style.semicolons ? '};' : '}',
  ]
}

/** Ids and labels may hold either kind of quote. */
function quoted(text: string, { quote }: Pick<CodeStyle, 'quote'>): string {
  return quote + text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) + quote
}
