/** What is not there yet: the way back of a migration, and a migration behind the last one, in the style of its neighbours. */
import { compareText } from '../../source/compare-text.ts'
import { indentAt, lineBreakOf } from '../../source/edit.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { spanOf } from '../../source/span.ts'
import { nextName, snake } from '../next-name.ts'
import { folderOf, joinPath } from '../paths.ts'
import type { MigrationSource, ProjectFiles } from '../project-files.ts'
import { endsWithSemicolons, type CodeStyle } from '../typescript/code-writer.ts'
import type { Module } from '../typescript/module.ts'
import type { FunctionNode, Node } from '../typescript/nodes.ts'
import { functionNamed, pathTo } from '../typescript/tree.ts'
import { edited, type Changes, type FollowUp, type NewMigration, type WrittenMigration } from '../writer.ts'

/** A function of a migration with what it stands in. */
interface Direction {
  readonly fn: FunctionNode
  /** The property, method, variable or assignment whose value it is. */
  readonly owner: Node
  readonly statement: Node
  /** The object or class that it is a part of. */
  readonly holder: Node | undefined
}

function directionIn({ program }: Module, name: string): Direction | undefined {
  const found = functionNamed(program, name)
  if (!found || !found.fn.async || found.fn.body?.type !== 'BlockStatement') return undefined
  const path = pathTo(program, ...found.owner.range)
  const statement = program.body.find(
    ({ range }) => range[0] <= found.owner.range[0] && found.owner.range[1] <= range[1],
  )
  const holder = path.findLast(({ type }) => type === 'ObjectExpression' || type === 'ClassBody')
  return statement && { ...found, statement, holder }
}

/** The source up to the brace of the body: `up: async (queryInterface, Sequelize) => `. */
function headOf(file: SourceFile, { fn, owner, statement, holder }: Direction): string {
  const start = holder ? owner.range[0] : statement.range[0]
  return file.text.slice(start, fn.body?.range[0] ?? start)
}

function renamed(head: string): string {
  return head.replace(/\bup\b/u, 'down')
}

/** `down` behind `up`, with the head of `up`. */
export function addDown({ migration: { file }, files }: WrittenMigration, body: string): readonly Changes[] {
  const module = files.module(file.path)
  const up = module && directionIn(module, 'up')
  if (!up) return []
  const end = up.holder ? up.owner.range[1] : up.statement.range[1]
  const indent = indentAt(file, up.holder ? up.owner.range[0] : up.statement.range[0])
  const separator = up.holder?.type === 'ObjectExpression' ? ',' : ''
  const close = !up.holder && up.owner.type !== 'FunctionDeclaration' && endsWithSemicolons(file) ? ';' : ''
  const lines = [
    `${renamed(headOf(file, up))}{`,
    ...body.split('\n').map(line => `${indent}  ${line}`),
    `${indent}}${close}`,
  ]
  const text = `${separator}\n\n${indent}${lines.join('\n')}`.replaceAll('\n', lineBreakOf(file))
  return [edited({ span: spanOf(file, end, end), text })]
}

/** Both runners sort by the name of the file. */
export function followUp(
  wanted: FollowUp,
  history: readonly MigrationSource[],
  files: ProjectFiles,
  style: CodeStyle,
): NewMigration | undefined {
  const last = history.at(-1)
  const path = last?.paths[0] ?? ''
  const module = last?.layout === 'file' ? files.module(path) : undefined
  const name = nameBehind(
    history.map(each => each.name),
    wanted.title,
  )
  const text = module && moduleText(wanted, module, style)
  if (text === undefined || name === undefined) return undefined
  const ending = /\.[cm]?[jt]s$/u.exec(path)?.[0] ?? '.js'
  return { name, files: [{ path: joinPath(folderOf(path), name + ending), text }] }
}

/** `2024-05-06_00_orders`, or `2024.05.06T07.08.09.orders` as Umzug names them. */
const DATED = /^((?:\d+[.:_T-])+)(\d+)([._-])(?=[a-z])/iu

/** The name after the newest; undefined where none can be told. */
function nameBehind(names: readonly string[], title: string): string | undefined {
  const newest = [...names].sort(compareText).at(-1) ?? ''
  const [, before, digits, separator] = DATED.exec(newest) ?? []
  if (before === undefined || digits === undefined || separator === undefined) return nextName(names, title)
  const next = String(Number(digits) + 1).padStart(digits.length, '0')
  return next.length > digits.length ? undefined : before + next + separator + snake(title)
}

/** The module before it with other bodies; undefined for those whose form is not known. */
function moduleText(wanted: FollowUp, module: Module, style: CodeStyle): string | undefined {
  const { file } = module
  const up = directionIn(module, 'up')
  if (!up || up.holder?.type === 'ClassBody') return undefined
  const down = directionIn(module, 'down')
  const receiver = style.receiver?.(up.fn)
  if (receiver === undefined) return undefined
  const heads = [headOf(file, up), down ? headOf(file, down) : renamed(headOf(file, up))] as const
  const end = endsWithSemicolons(file) ? ';' : ''
  const linesOf = (operations: FollowUp['up']): readonly string[] =>
    operations.length === 0
      ? ['// There is nothing to undo.']
      : operations.map(each => `await ${style.call(each, receiver) ?? ''}${end}`)
  const [before, behind] = up.holder ? around(file, up) : ['', '']
  const indent = up.holder ? '  ' : ''
  const isDeclared = up.owner.type === 'FunctionDeclaration'
  const close = up.holder ? ',' : isDeclared ? '' : end
  const functions = [wanted.up, wanted.down].map((operations, i) =>
    [
      `${indent}${heads[i] ?? ''}{`,
      ...linesOf(operations).map(line => `${indent}  ${line}`),
      `${indent}}${close}`,
    ].join('\n'),
  )
  return `${prologue(module, heads.join('\n') + before)}${before}${functions.join('\n\n')}\n${behind}`
}

/** What stands around the functions: `module.exports = {` and `};`. */
function around(file: SourceFile, { statement, holder }: Direction): readonly [string, string] {
  if (!holder) return ['', '']
  const before = file.text.slice(statement.range[0], holder.range[0] + 1)
  return [`${before}\n`, `${file.text.slice(holder.range[1] - 1, statement.range[1])}\n`]
}

/** `'use strict'`, and the imports whose names the heads mention. */
function prologue({ file, program }: Module, heads: string): string {
  const kept = program.body.flatMap(statement => {
    const text = file.text.slice(...statement.range)
    if (/^['"]use strict['"]/u.test(text)) return [text]
    if (statement.type !== 'ImportDeclaration') return []
    return statement.specifiers.some(({ local }) => new RegExp(`\\b${local.name}\\b`, 'u').test(heads))
      ? [text]
      : []
  })
  return kept.length === 0 ? '' : `${kept.join('\n')}\n\n`
}
