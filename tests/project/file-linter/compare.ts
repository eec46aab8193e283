/** What linting file by file finds, beside what linting the whole project finds. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { rules } from '../../../rules/index.ts'
import { builtInRules } from '../../../src/lint/built-in-rules.ts'
import type { Finding } from '../../../src/lint/finding.ts'
import { activeRules, DEFAULT_SETTINGS } from '../../../src/lint/settings.ts'
import { createFileLinter, type FileRequest } from '../../../src/project/file-linter/file-linter.ts'
import { lintProject } from '../../../src/project/lint-project.ts'
import { NothingFoundError } from '../../../src/project/nothing-found.ts'
import { walk } from '../../../src/project/walk.ts'
import { regionOf } from '../../../src/source/span.ts'

/** All rules at `warning`, so that none is off. */
export const ALL_RULES = Object.fromEntries(
  [...rules, ...builtInRules].map(({ id }) => [id, 'warning' as const]),
)

/** The same for one file: the options of the preset `strict`. */
export const ALL_REQUESTED: FileRequest = {
  rules: Object.fromEntries(
    activeRules([...rules, ...builtInRules], { ...DEFAULT_SETTINGS, preset: 'strict', rules: ALL_RULES }).map(
      ({ rule, options }) => [rule.id, options],
    ),
  ),
  preset: 'strict',
  settings: { config: false },
}

/** A finding in one line. */
export function told({ rule, span, what, direction }: Finding): string {
  const { start, end } = regionOf(span)
  return `${span.file.path}:${start.line}:${start.column}-${end.line}:${end.column} ${rule} ${direction} ${what}`
}

/** The findings of the whole project, sorted. */
export function foundTogether(cwd: string): readonly string[] {
  try {
    const { report } = lintProject({ cwd, config: { preset: 'strict', rules: ALL_RULES } })
    return report.findings.map(told).sort()
  } catch (error) {
    if (error instanceof NothingFoundError) return []
    throw error
  }
}

/** Code and SQL below a folder; absolute paths. */
export function lintedFiles(cwd: string): readonly string[] {
  return walk(cwd)
    .files.filter(path => /\.(?:sql|[cm]?[jt]s)$/u.test(path))
    .sort()
}

/** What is typed at the end of a file to make it another text that says the same. */
export const TYPED = '\n'

/** The findings file by file, sorted; unsaved ones have something typed at their end. */
export function foundApart(cwd: string, state: 'saved' | 'unsaved'): readonly string[] {
  const linter = createFileLinter({ cwd, isSingleRun: true })
  return lintedFiles(cwd)
    .flatMap(path => {
      const text = readFileSync(path, 'utf8') + (state === 'unsaved' ? TYPED : '')
      return linter.lint({ path, text }, ALL_REQUESTED).findings.map(told)
    })
    .sort()
}

/** A project on disk. */
export function projectWith(contents: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'migrate-lint-'))
  for (const [path, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}
