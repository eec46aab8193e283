/** Writing our own migrations: calls of `op`, and revisions that come after the last one. */
import { lineBreakOf } from '../../source/edit.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { spanOf } from '../../source/span.ts'
import { snake } from '../next-name.ts'
import { folderOf, joinPath } from '../paths.ts'
import type { MigrationSource, ProjectFiles } from '../project-files.ts'
import { codeWriter, endsWithSemicolons, type CodeStyle } from '../typescript/code-writer.ts'
import {
  edited,
  type Changes,
  type FollowUp,
  type NewMigration,
  type WrittenMigration,
  type Writer,
} from '../writer.ts'
import { opCall } from './calls.ts'

const style: CodeStyle = { call: opCall, down: 'downgrade', parameter: 'op: Op', addDown }

/** The writer of our own format. */
export const migrateLintWriter: Writer = {
  ...codeWriter(style),
  transactionOff({ migration: { file } }) {
    const after = /^export const (?:downRevision|down_revision|revision)\b.*$/gmu
    const last = [...file.text.matchAll(after)].at(-1)
    if (!last) return []
    const at = last.index + last[0].trimEnd().length
    const text = `${lineBreakOf(file)}export const transaction = false${endsWithSemicolons(file) ? ';' : ''}`
    return [edited({ span: spanOf(file, at, at), text })]
  },
  followUp,
}

function addDown({ migration: { file } }: WrittenMigration, body: string): readonly Changes[] {
  const { length } = file.text
  const lines = functionText('downgrade', body.split('\n'), file)
  const text = `${file.text.endsWith('\n') ? '' : '\n'}\n${lines}\n`.replaceAll('\n', lineBreakOf(file))
  return [edited({ span: spanOf(file, length, length), text })]
}

function functionText(name: string, lines: readonly string[], like: SourceFile): string {
  const op = /\.[cm]?ts$/u.test(like.path) ? 'op: Op' : 'op'
  return [`export async function ${name}(${op}) {`, ...lines.map(line => `  ${line}`), '}'].join('\n')
}

/** The last of the order is a head; with several heads the new revision follows only that one. */
function followUp(
  wanted: FollowUp,
  history: readonly MigrationSource[],
  files: ProjectFiles,
): NewMigration | undefined {
  const last = history.at(-1)
  const like = files.read(last?.paths[0] ?? '')
  if (!last || !like) return undefined
  const slug = snake(wanted.title)
  const id = /^[0-9a-f]{4,12}$/u.test(last.name) ? hexId(last.name + slug, last.name.length) : slug
  if (history.some(({ name }) => name === id)) return undefined
  const ending = /\.[cm]?[jt]s$/u.exec(like.path)?.[0] ?? '.ts'
  const path = joinPath(folderOf(like.path), `${id === slug ? id : `${id}_${slug}`}${ending}`)
  return { name: id, files: [{ path, text: moduleText(wanted, id, last.name, like) }] }
}

/** An id like the others that is the same on every run. */
function hexId(text: string, length: number): string {
  let value = 0xcbf29ce484222325n
  for (const character of text)
    value = BigInt.asUintN(64, (value ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n)
  return value.toString(16).padStart(16, '0').slice(-length)
}

function moduleText(wanted: FollowUp, id: string, parent: string, like: SourceFile): string {
  const end = endsWithSemicolons(like) ? ';' : ''
  const lines = (operations: FollowUp['up']) =>
    operations.map(operation => `await ${opCall(operation, 'op')}${end}`)
  const down = wanted.down.length > 0 ? lines(wanted.down) : ['// There is nothing to undo.']
  return [
    ...(/\.[cm]?ts$/u.test(like.path) ? [`import type { Op } from 'migrate-lint/runner'${end}`, ''] : []),
    `export const revision = '${id}'${end}`,
    `export const downRevision = '${parent}'${end}`,
    ...(wanted.transaction === 'none' ? [`export const transaction = false${end}`] : []),
    '',
    functionText('upgrade', lines(wanted.up), like),
    '',
    functionText('downgrade', down, like),
    '',
  ].join('\n')
}
