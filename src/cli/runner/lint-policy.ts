/** The linter as the one who decides whether a migration may run. */
import { dirname } from 'node:path'
import type { Database } from '../../database/open-database.ts'
import type { Finding } from '../../lint/finding.ts'
import { understands } from '../../lint/judge.ts'
import { lintProject } from '../../project/lint-project.ts'
import type { LoadedConfig } from '../../project/load-config.ts'
import type { Policy } from '../../runner/policy.ts'
import type { MigrationFile } from '../../runner/revisions/migration-files.ts'
import { positionAt } from '../../source/source-file.ts'

/** What the linter finds in some migrations, in the light of all others of their folder. */
export function findingsIn(
  files: readonly MigrationFile[],
  cwd: string,
  { config, path }: LoadedConfig,
  dialect: Database['dialect'],
): readonly Finding[] {
  if (files.length === 0) return []
  const { report } = lintProject({
    cwd,
    paths: files.map(({ file }) => file),
    config,
    configFolder: path && dirname(path),
  })
  const silent = dialect === 'sqlite' ? report.rules.filter(rule => !understands(rule, { dialect })) : []
  return report.findings.filter(({ rule }) => !silent.some(({ id }) => id === rule))
}

/** Whether a finding stands in that file: reports name files from the top of the project. */
export function isIn({ span }: Finding, { file }: MigrationFile): boolean {
  const path = file.replaceAll('\\', '/')
  return path === span.file.path || path.endsWith(`/${span.file.path}`)
}

/** Refuses what the linter calls an error. */
export function lintPolicy(cwd: string, loaded: LoadedConfig): Policy {
  return (pending, direction, dialect) => {
    const wanted = direction === 'upgrade' ? 'up' : 'down'
    const errors = findingsIn(pending, cwd, loaded, dialect).filter(
      finding => finding.severity === 'error' && finding.direction === wanted,
    )
    return Promise.resolve(errors.map(reason))
  }
}

function reason({ rule, what, remedy, span }: Finding): string {
  const { line, column } = positionAt(span.file, span.start)
  return `  ${span.file.path}:${String(line)}:${String(column)}  ${what} ${remedy} (${rule})`
}
