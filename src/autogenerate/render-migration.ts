/** Blocks of steps as the lines of a function, and what they need to be imported. */
import { identifier, qualified } from '../dialects/postgres/identifiers.ts'
import { sqlite } from '../dialects/sqlite.ts'
import { callOf, type CallSettings } from '../frontends/migrate-lint/calls.ts'
import { batchCall } from '../frontends/migrate-lint/calls/batch-call.ts'
import {
  helpersIn,
  method,
  object,
  tagged,
  text,
  type Helper,
  type Method,
} from '../frontends/migrate-lint/calls/code.ts'
import { nameText, type Known } from '../frontends/migrate-lint/calls/names.ts'
import { printCode, type PrintStyle } from '../frontends/migrate-lint/calls/print-code.ts'
import { valueCode } from '../frontends/migrate-lint/calls/values.ts'
import { formatName, type QualifiedName } from '../model/names.ts'
import type { Block, Step } from './safe/step.ts'

/** How the file is written, and what is known of where it runs. */
export interface RenderSettings {
  readonly dialect: 'postgres' | 'sqlite'
  readonly style: PrintStyle & { readonly semicolons: boolean }
  readonly known: Known
}

/** The body of a function. */
export interface RenderedBody {
  /** Without the indent that all of them have. */
  readonly lines: readonly string[]
  readonly helpers: ReadonlySet<Helper>
}

/** A text as the lines of a comment. */
export function commentLines(note: string, { style }: Pick<RenderSettings, 'style'>): readonly string[] {
  const width = (style.width ?? 100) - style.indent.length - '// '.length
  return folded(note, width).map(line => `// ${line}`)
}

/** The lines of the function. */
export function renderBlocks(blocks: readonly Block[], settings: RenderSettings): RenderedBody {
  const helpers = new Set<Helper>()
  const lines = blocks.flatMap(block => {
    const at = block.kind === 'plain' ? 1 : 2
    const receiver = block.kind === 'batch' ? 'batch' : 'op'
    const inner = block.steps.flatMap(each => {
      const call = methodOf(each, settings)
      const own = block.kind === 'batch' ? batchCall(call) : call
      for (const arg of own.args) for (const helper of helpersIn(arg)) helpers.add(helper)
      return [...notesOf(each, at, settings), ...callLines(own, receiver, at, settings)]
    })
    return wrapped(block, inner, settings)
  })
  return { lines, helpers }
}

function wrapped(block: Block, inner: readonly string[], { style }: RenderSettings): readonly string[] {
  if (block.kind === 'plain') return inner
  const head =
    block.kind === 'batch'
      ? `await op.batchAlterTable(${printCode(text(nameText(block.table) ?? block.table.name), style)}, async batch => {`
      : 'await op.autocommit(async () => {'
  return [head, ...inner.map(line => style.indent + line), `})${style.semicolons ? ';' : ''}`]
}

function callLines(call: Method, receiver: string, at: number, { style }: RenderSettings): readonly string[] {
  const code = { kind: 'call', callee: `${receiver}.${call.method}`, args: call.args } as const
  const indent = style.indent.length * at
  const printed = printCode(code, style, {
    indent: '',
    column: indent + 'await '.length,
    after: style.semicolons ? 1 : 0,
  })
  return `await ${printed}${style.semicolons ? ';' : ''}`.split('\n')
}

function methodOf(step: Step, { dialect, known }: RenderSettings): Method {
  switch (step.kind) {
    case 'operation':
      return callOf(step.operation, settingsFor(dialect, known))
    case 'setNotNull':
      return method(
        'setNotNull',
        [tableCode(step.table), text(step.column)],
        object([['via', text('check')]]),
      )
    case 'fill': {
      const name = `${formatName(step.table)}.${step.column}`
      const nulls = `SELECT 1 FROM ${qualified(step.table)} WHERE ${identifier(step.column)} IS NULL`
      const message = `${name} has rows without a value: fill them in this migration`
      return method('assert', [tagged(`SELECT NOT EXISTS (${nulls})`), text(message)])
    }
    case 'fillWith':
      if (!step.inBatches) return method('execute', [tagged(updateSql(step, step.value.sql))])
      return method(
        'updateInBatches',
        [tableCode(step.table)],
        object([
          ['set', { kind: 'object', entries: [[step.column, valueCode(step.value)]] }],
          ['where', tagged(`${identifier(step.column)} IS NULL`)],
        ]),
      )
  }
}

function settingsFor(dialect: 'postgres' | 'sqlite', known: Known): CallSettings {
  return dialect === 'sqlite' ? { known, print: sqlite.printOperation } : { known }
}

function tableCode(table: QualifiedName) {
  return text(nameText(table) ?? formatName(table))
}

/** The comments above a call. */
function notesOf(step: Step, at: number, { style }: RenderSettings): readonly string[] {
  const width = (style.width ?? 100) - style.indent.length * at - '// '.length
  const notes = [...(step.notes ?? []), ...(step.kind === 'fill' ? [fillNote(step)] : [])]
  const example = step.kind === 'fill' ? [fillExample(step, style)] : []
  return [...notes.flatMap(note => folded(note, width)), ...example].map(line => `// ${line}`)
}

function fillNote({ table, column }: Step & { readonly kind: 'fill' }): string {
  return `FILL IN what the rows of ${formatName(table)} get as ${column}, which is NOT NULL and has no default:`
}

function fillExample(step: Step & { readonly kind: 'fill' }, style: PrintStyle): string {
  const { table, column, inBatches } = step
  if (!inBatches) return `await op.execute(sql\`${updateSql(step, "'…'")}\`)`
  const value = printCode({ kind: 'object', entries: [[column, text('…')]] }, { ...style, width: undefined })
  const where = `sql\`${identifier(column)} IS NULL\``
  return `await op.updateInBatches(${printCode(tableCode(table), style)}, { set: ${value}, where: ${where} })`
}

function updateSql(
  { table, column }: Pick<Step & { readonly kind: 'fill' }, 'table' | 'column'>,
  value: string,
): string {
  const name = identifier(column)
  return `UPDATE ${qualified(table)} SET ${name} = ${value} WHERE ${name} IS NULL`
}

function folded(note: string, width: number): readonly string[] {
  const lines: string[] = []
  for (const word of note.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines.splice(-1, 1, `${last} ${word}`)
    else lines.push(word)
  }
  return lines
}
