/** What cures a finding by edits of the file that it stands in. */
import type { Frontend } from '../../frontends/frontend.ts'
import type { ProjectFiles } from '../../frontends/project-files.ts'
import type { Chapter, FixedHistory } from '../../fix/history.ts'
import { textsThatHold } from '../../fix/holds.ts'
import { plansFor } from '../../fix/plan.ts'
import type { Finding } from '../../lint/finding.ts'
import type { RewriteKind } from '../../lint/rewrite.ts'
import { applyOperation, startMigration } from '../../schema/apply.ts'
import type { SchemaState } from '../../schema/schema-state.ts'
import type { Edit } from '../../source/edit.ts'
import type { Config } from '../config.ts'

/** Edits of one file, and what they do. */
export interface Cure {
  readonly kind: RewriteKind
  /** A sentence without its full stop. */
  readonly title: string
  readonly edits: readonly Edit[]
}

/** The history of a document, in the order of its migrations. */
export interface Told {
  readonly frontend: Frontend
  readonly files: ProjectFiles
  readonly config: Config
  readonly chapters: readonly Omit<Chapter, 'start'>[]
  /** The chapters that stand in the document, by place. */
  readonly own: readonly number[]
  /** The schema before the first of them. */
  readonly before: SchemaState
}

/** Earlier migrations than so many from the end have been applied: who changes them breaks what is there. */
const STILL_NEW = 25

/** The cures of findings in a document; the first question works out what all need. */
export function curesIn(told: Told, path: string): (finding: Finding) => Cure | undefined {
  const { frontend, chapters, own } = told
  const isOld = chapters.length - (own[0] ?? 0) > STILL_NEW
  const { writer } = frontend
  if (!writer || isOld || chapters.some(({ migration }) => migration.dialect !== undefined))
    return () => undefined
  let history: FixedHistory | undefined
  return finding => {
    const { rewrite } = finding
    if (!rewrite) return undefined
    history ??= { ...told, writer, settings: settingsOf(told), ...replayed(told) }
    const chapter = history.chapters.find(
      ({ migration }, i) => own.includes(i) && migration.name === finding.migration?.name,
    )
    if (!chapter) return undefined
    const all = history
    const plan = plansFor(all, chapter, rewrite).find(
      each => staysIn(path, each.changes) && textsThatHold(all, chapter, [each]) !== undefined,
    )
    return plan && { kind: rewrite.kind, title: rewrite.title, edits: plan.changes.edits }
  }
}

function settingsOf({ config }: Told): FixedHistory['settings'] {
  return { transaction: config.runner?.transaction }
}

function staysIn(
  path: string,
  {
    edits,
    files,
  }: {
    readonly edits: readonly Edit[]
    readonly files: readonly unknown[]
  },
): boolean {
  return files.length === 0 && edits.length > 0 && edits.every(({ span }) => span.file.path === path)
}

/** The schema before each migration from the document on; nobody asks for those before. */
function replayed({ chapters, own, before }: Told): Pick<FixedHistory, 'chapters' | 'end'> {
  let state = before
  const first = own[0] ?? 0
  const all = chapters.map((chapter, i) => {
    const start = i < first ? before : startMigration(state)
    if (i >= first) state = chapter.migration.up.reduce(applyOperation, start)
    return { ...chapter, start }
  })
  return { chapters: all, end: state }
}
