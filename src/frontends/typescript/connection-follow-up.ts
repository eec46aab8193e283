/** New functions and modules for runners that hand over a connection: with the heads that the last migration has. */
import type { BareOperation } from '../../model/operation.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { nextName } from '../next-name.ts'
import { baseName, folderOf, joinPath } from '../paths.ts'
import type { MigrationSource, ProjectFiles } from '../project-files.ts'
import type { FollowUp, NewMigration } from '../writer.ts'
import { endsWithSemicolons } from './code-writer.ts'
import type { ConnectionStyle } from './connection-style.ts'
import type { Module } from './module.ts'
import { keyName, type FunctionNode, type Pattern } from './nodes.ts'
import { sourceOf } from './spans.ts'
import { functionNamed } from './tree.ts'

/** An asynchronous `up` that a statement of its own exports. */
interface ExportedUp {
  readonly fn: FunctionNode
  /** From the beginning of the statement to the body. */
  readonly head: string
  readonly end: number
}

/** How a statement that exports `up` begins. */
const EXPORTED = /^(?:export\s+(?:async\s+function|const)\s+up\b|(?:module\.)?exports\.up\s*=)/u

/** Undefined where `up` is exported another way. */
export function exportedUp({ program, file }: Module): ExportedUp | undefined {
  const up = functionNamed(program, 'up')
  const [from, to] = up?.fn.body?.range ?? [0, 0]
  const statement = program.body.find(({ range }) => range[0] < from && to <= range[1])
  if (!up?.fn.async || !statement) return undefined
  const head = file.text.slice(statement.range[0], from)
  return EXPORTED.test(head) ? { fn: up.fn, head, end: statement.range[1] } : undefined
}

/** A function with the head of `up`. */
export function functionText(
  { fn, head }: ExportedUp,
  name: string,
  lines: readonly string[],
  like: SourceFile,
): string {
  const end = fn.type !== 'FunctionDeclaration' && endsWithSemicolons(like) ? ';' : ''
  const inside = lines.map(line => `  ${line}`)
  return [`${head.replace(/\bup\b/u, name)}{`, ...inside, `}${end}`].join('\n')
}

/** The name that a function has for the connection; empty where queries are not sent through just that. */
export function receiverIn(
  { text }: SourceFile,
  { names, sends }: Pick<ConnectionStyle, 'names' | 'sends'>,
): (fn: FunctionNode) => string | undefined {
  return ({ params: [first] }) => {
    const name = connectionIn(first, names)
    if (name === undefined) return undefined
    const used = new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?:${sends.source})`, 'u')
    return used.test(text) ? name : ''
  }
}

/** The name of the connection in a parameter, also inside of `{ client }` and `{ context: { client } }`. */
function connectionIn(parameter: Pattern | undefined, names: readonly string[]): string | undefined {
  if (parameter?.type === 'Identifier') return parameter.name
  if (parameter?.type !== 'ObjectPattern') return undefined
  for (const name of [...names, 'context']) {
    for (const each of parameter.properties) {
      if (each.type === 'Property' && keyName(each.key, each.computed) === name)
        return connectionIn(each.value, names)
    }
  }
  return undefined
}

/** Behind the number of the last one; none without a transaction, which is for the runner. */
export function connectionFollowUp(
  wanted: FollowUp,
  history: readonly MigrationSource[],
  files: ProjectFiles,
  like: SourceFile,
  style: ConnectionStyle,
): NewMigration | undefined {
  const module = files.module(like.path)
  const up = module && exportedUp(module)
  const names = history.map(each => each.name)
  const next = nextName(names, wanted.title)
  const [ending] = /\.[cm]?[jt]s$/u.exec(like.path) ?? []
  if (!up || next === undefined || ending === undefined || wanted.transaction === 'none') return undefined
  if (baseName(like.path) !== (names.at(-1) ?? '') + ending) return undefined
  const text = moduleText(wanted, module, up, style)
  if (text === undefined) return undefined
  const name = /^\d+-/u.test(next) ? next.replaceAll('_', '-') : next
  return { name, files: [{ path: joinPath(folderOf(like.path), name + ending), text }] }
}

function moduleText(
  wanted: FollowUp,
  module: Module,
  up: ExportedUp,
  style: ConnectionStyle,
): string | undefined {
  const { file } = module
  const receiver = receiverIn(file, style)(up.fn)
  const all = [...wanted.up, ...wanted.down]
  if (!receiver || all.some(each => isLost(each, receiver, up.fn))) return undefined
  const end = endsWithSemicolons(file) ? ';' : ''
  const lines = (operations: FollowUp['up']) =>
    operations.map(each => `await ${style.call(each, receiver) ?? ''}${end}`)
  if (all.some(each => style.call(each, receiver) === undefined)) return undefined
  const down = wanted.down.length > 0 ? lines(wanted.down) : ['// There is nothing to undo.']
  const functions = [
    functionText(up, 'up', lines(wanted.up), file),
    '',
    functionText(up, 'down', down, file),
    '',
  ].join('\n')
  const imports = importsFor(functions, module)
  return imports.length > 0 ? `${imports.join('\n')}\n\n${functions}` : functions
}

/** A setting holds where the runner gives one connection, in its transaction. */
function isLost(operation: BareOperation, receiver: string, { params: [first] }: FunctionNode): boolean {
  const isOne = first?.type === 'Identifier' && !/pool$/iu.test(receiver)
  return operation.kind === 'setParameter' && !(isOne && operation.scope === 'local')
}

/** What the last migration imports under names that the text has. */
function importsFor(text: string, { program, file }: Module): readonly string[] {
  return program.body
    .filter(({ type }) => type === 'ImportDeclaration' || type === 'VariableDeclaration')
    .map(statement => sourceOf(file, statement))
    .filter(source => /^import\b|^(?:const|let|var)\b[^]*=\s*require\(/u.test(source))
    .filter(source => {
      const [, names = ''] = /^\w+\s+([^]*?)(?:\bfrom\b|=)/u.exec(source) ?? []
      const words = names.match(/[\w$]+/gu) ?? []
      return words.some(
        word =>
          word !== 'type' &&
          new RegExp(`(?<![\\w$.])${word.replaceAll('$', '\\$')}(?![\\w$])`, 'u').test(text),
      )
    })
}
