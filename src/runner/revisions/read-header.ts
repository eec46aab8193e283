/** What a migration file says of itself, read without running it. */
import { readRevision } from '../../frontends/migrate-lint/revisions.ts'
import { baseName } from '../../frontends/paths.ts'
import type { ProjectFiles } from '../../frontends/project-files.ts'
import { isFalse, textOf } from '../../frontends/typescript/arguments.ts'
import { evaluateModule } from '../../frontends/typescript/evaluate.ts'
import { exportedNames } from '../../frontends/typescript/find-modules.ts'
import type { Module } from '../../frontends/typescript/module.ts'
import type { Revision } from '../graph/revision.ts'
import { writtenOutHead } from './written-out-head.ts'

/** The head of a migration file. */
export interface Header extends Revision {
  /** The whole comment that the file begins with. */
  readonly comment?: string | undefined
  /** False with `export const transaction = false`. */
  readonly isTransactional: boolean
}

/** Whether a file is a migration of ours: it exports `revision` and `upgrade`. */
export function isMigration(module: Module): boolean {
  const names = exportedNames(module)
  return names.has('revision') && names.has('upgrade')
}

/** The head of a file; undefined when its id is known only at run time. */
export function readHeader(module: Module): Header | undefined {
  const { path } = module.file
  const exports =
    writtenOutHead(module) ??
    evaluateModule(module, { files: only(module), imports: () => undefined }).exports
  if (textOf(exports.get('revision')) === undefined) return undefined
  const { id, place } = readRevision({ exports }, path)
  const comment = headComment(module)
  return {
    ...place,
    id,
    path,
    message: comment.message ?? messageFromName(path, id),
    createDate: comment.createDate,
    comment: comment.text,
    isTransactional: !isFalse(exports.get('transaction')),
  }
}

/** Ids and parents are constants of the file itself; no other file is looked at. */
function only(module: Module): ProjectFiles {
  const { path } = module.file
  return {
    paths: [path],
    read: wanted => (wanted === path ? module.file : undefined),
    module: wanted => (wanted === path ? module : undefined),
  }
}

const FIELD = /^(?:Revision ID|Revises|Create Date):/u
const CREATE_DATE = /^Create Date:[ \t]*(\S.*?)[ \t]*$/mu

/** The comment that the file begins with, if it does: a message, then fields. */
function headComment({ comments, file }: Module): {
  readonly message?: string | undefined
  readonly createDate?: string | undefined
  readonly text?: string | undefined
} {
  const first = comments[0]
  if (!first || /\S/u.test(file.text.slice(0, first.span.start))) return {}
  const text = first.text
    .replace(/\r\n?/gu, '\n')
    .replace(/^[ \t]*\*?[ \t]?/gmu, '')
    .trim()
  if (text === '') return {}
  const [message = ''] = text.split(/\n\s*\n|\n(?=Revision ID:|Revises:|Create Date:)/u)
  const createDate = CREATE_DATE.exec(text)?.[1]
  return FIELD.test(message)
    ? { createDate, text }
    : { message: message.replace(/\s+/gu, ' '), createDate, text }
}

/** `a1b2_add_phone.ts` says `add phone`. */
function messageFromName(path: string, id: string): string {
  const stem = baseName(path).replace(/\.[cm]?[jt]s$/u, '')
  const rest = stem.startsWith(id) ? stem.slice(id.length) : stem
  return rest.replace(/[_-]+/gu, ' ').trim()
}
