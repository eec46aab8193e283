/** Writing plain SQL migrations: their edits, their directives, and the files of new ones. */
import { lineBreakOf, type NewFile } from '../../source/edit.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { spanOf } from '../../source/span.ts'
import type { MigrationSource } from '../frontend.ts'
import { nextName, nextNumber, snake } from '../next-name.ts'
import { baseName, folderOf, joinPath } from '../paths.ts'
import { fileOf } from '../sql-sections.ts'
import { sqlFileWriter, sqlLines } from '../sql-writer.ts'
import { edited, type Changes, type FollowUp, type NewMigration, type Writer } from '../writer.ts'
import type { RunnerName } from './runners.ts'
import { marksIn, type SectionMarks } from './section-marks.ts'

/** The writer of SQL files. */
export const sqlWriter: Writer = {
  ...sqlFileWriter,
  transactionOff({ migration: { file }, source, files }) {
    const marks = marksIn(file.text)
    if (marks) return sectionOff(file, marks)
    const off = OFF[(source.layout ?? 'unknown') as RunnerName]
    if (off.line !== undefined)
      return [edited({ span: spanOf(file, 0, 0), text: off.line + lineBreakOf(file) })]
    const beside = off.file?.(file.path)
    if (!beside) return off.already ? [edited()] : []
    const whereNeeded = files.read(beside.path) ? [] : [{ edits: [], files: [beside] }]
    return off.already ? [edited(), ...whereNeeded] : whereNeeded
  },
  followUp(wanted, history, files) {
    const last = history.findLast(({ name }) => !name.startsWith('R__') && !name.startsWith('current/'))
    const name = last && followingName(history, last, wanted.title)
    if (!last || name === undefined) return undefined
    return newFiles(wanted, last, name, fileOf(last, files))
  },
  downgrade({ migration, source, files }, operations) {
    const { file } = migration
    const marks = marksIn(file.text)
    const text = sqlLines(operations, lineBreakOf(file))
    if (marks) {
      const hasDown = migration.down.kind === 'operations'
      const behind = file.text.endsWith('\n') ? '' : lineBreakOf(file)
      const head = hasDown ? '' : lineBreakOf(file) + marks.down + lineBreakOf(file)
      return [edited({ span: endOf(file), text: behind + head + text })]
    }
    const down = source.downPath === undefined ? undefined : files.read(source.downPath)
    if (down) return [edited({ span: endOf(down), text: (/(?:^|\n)$/u.test(down.text) ? '' : '\n') + text })]
    const path = file.path.replace(/(^|[._/-])up(\.sql)$/iu, '$1down$2')
    return path === file.path ? [] : [{ edits: [], files: [{ path, text }] }]
  },
}

function endOf(file: SourceFile) {
  return spanOf(file, file.text.length, file.text.length)
}

/** How a runner of whole files is told to leave the transaction away; `already`: it opens none, or none for such a file. */
interface Off {
  readonly already?: true
  readonly line?: string
  readonly file?: (path: string) => NewFile
}

const OFF: Readonly<Record<RunnerName, Off>> = {
  'golang-migrate': { already: true },
  unknown: { already: true },
  // Whether it is sqlx, refinery, Supabase or graphile-migrate cannot be told, and they are told differently.
  wrapping: {},
  atlas: { line: '-- atlas:txmode none' },
  diesel: {
    file: path => ({ path: joinPath(folderOf(path), 'metadata.toml'), text: 'run_in_transaction = false\n' }),
  },
  flyway: { already: true, file: path => ({ path: `${path}.conf`, text: 'executeInTransaction=false\n' }) },
}

function sectionOff(file: SourceFile, marks: SectionMarks): readonly Changes[] {
  if (marks.fileOff !== undefined)
    return [edited({ span: spanOf(file, 0, 0), text: marks.fileOff + lineBreakOf(file) })]
  if (marks.off === undefined) return []
  const found = marks.used.exec(file.text)
  if (!found) return []
  const at = found.index + found[0].length
  return [edited({ span: spanOf(file, at, at), text: marks.off })]
}

/** The runner's name of a migration behind all others. */
function followingName(
  history: readonly MigrationSource[],
  last: MigrationSource,
  title: string,
): string | undefined {
  const flyway = /^V(.*?)(\d+)__/u.exec(last.name)
  if (flyway) return `V${flyway[1] ?? ''}${nextNumber(flyway[2] ?? '')}__${snake(title)}`
  const dated = /^(\d{4})-(\d\d)-(\d\d)-(\d{6})_/u.exec(last.name)
  if (dated) {
    const next = nextNumber(dated.slice(1, 5).join(''))
    return `${next.replace(/^(\d{4})(\d\d)(\d\d)/u, '$1-$2-$3-')}_${snake(title)}`
  }
  return nextName(
    history.map(({ name }) => name),
    title,
  )
}

function newFiles(
  wanted: FollowUp,
  last: MigrationSource,
  name: string,
  like: SourceFile,
): NewMigration | undefined {
  const path = last.paths[0] ?? ''
  const marks = marksIn(like.text)
  const base = baseName(path)
  if (marks) {
    const text = sectionsText(wanted, marks)
    const named = joinPath(folderOf(path), `${name}.sql`)
    return text === undefined ? undefined : { name, files: [{ path: named, text }] }
  }
  const off =
    wanted.transaction === 'none' ? OFF[(last.layout ?? 'unknown') as RunnerName] : { already: true }
  const inFolder = /^up\.sql$/iu.test(base)
  const folder = inFolder ? joinPath(folderOf(folderOf(path)), name) : folderOf(path)
  const ending = /(?:\.up|[_-]up)?\.sql$/iu.exec(base)?.[0] ?? '.sql'
  const upPath = joinPath(folder, inFolder ? base : `${name}${ending}`)
  const beside = 'file' in off && !off.already ? off.file?.(upPath) : undefined
  const line = 'line' in off ? `${off.line ?? ''}\n` : ''
  if (!off.already && !beside && line === '') return undefined
  const up: NewFile = { path: upPath, text: line + sqlLines(wanted.up) }
  const downPath = upPath.replace(/(^|[._/-])up(\.sql)$/iu, '$1down$2')
  const down = downPath === upPath || !last.knowsDown ? [] : [{ path: downPath, text: downText(wanted) }]
  return { name, files: [up, ...down, ...(beside ? [beside] : [])] }
}

function downText({ down }: FollowUp): string {
  return down.length > 0 ? sqlLines(down) : '-- There is nothing to undo.\n'
}

function sectionsText(wanted: FollowUp, marks: SectionMarks): string | undefined {
  const none = wanted.transaction === 'none'
  const { off, fileOff } = marks
  if (none && off === undefined && fileOff === undefined) return undefined
  const behind = none ? (off ?? '') : ''
  const lines = [
    ...(none && fileOff !== undefined ? [fileOff] : []),
    ...(marks.up === undefined ? [] : [marks.up + behind]),
    sqlLines(wanted.up),
    marks.down + behind,
    downText(wanted),
  ]
  return lines.join('\n')
}
