/** A small history with a branch and a dependency, as files in a folder. */
import { onTestFinished } from 'vitest'
import { temporaryProject, type TemporaryProject } from './run-cli.ts'

/** What a file of the history says. */
export interface ShopFile {
  readonly id: string
  readonly message: string
  readonly parents?: readonly string[]
  readonly labels?: readonly string[]
  readonly dependsOn?: readonly string[]
}

/** Two branches after one revision; the newest needs something of the other branch. */
export const BRANCHED: readonly ShopFile[] = [
  { id: 'a1', message: 'create customers' },
  { id: 'b1', message: 'add phone', parents: ['a1'] },
  { id: 'c1', message: 'invoices', parents: ['a1'], labels: ['billing'] },
  { id: 'd1', message: 'invoices by phone', parents: ['c1'], dependsOn: ['b1'] },
]

/** A line of two. */
export const LINE = BRANCHED.slice(0, 2)

/** The path of a file of the history. */
export function shopPath({ id, message }: ShopFile): string {
  return `migrations/${id}_${message.replaceAll(' ', '_')}.ts`
}

/** The text of a file of the history. */
export function shopText({ id, message, parents = [], labels = [], dependsOn = [] }: ShopFile): string {
  return [
    '/**',
    ` * ${message}`,
    ' *',
    ` * Revision ID: ${id}`,
    ` * Revises: ${parents.join(', ')}`.trimEnd(),
    ' * Create Date: 2026-11-22T11:48:42Z',
    ' */',
    "import type { Op } from 'migrate-lint/runner'",
    '',
    `export const revision = '${id}'`,
    `export const downRevision = ${JSON.stringify(parents)}`,
    `export const branchLabels = ${JSON.stringify(labels)}`,
    `export const dependsOn = ${JSON.stringify(dependsOn)}`,
    '',
    'export async function upgrade(op: Op) {',
    `  await op.execute("SELECT 'up ${id}'")`,
    '}',
    '',
    'export async function downgrade(op: Op) {',
    `  await op.execute("SELECT 'down ${id}'")`,
    '}',
    '',
  ].join('\n')
}

/** The files of a history by path. */
export function shopFiles(history: readonly ShopFile[]): Readonly<Record<string, string>> {
  return Object.fromEntries(history.map(file => [shopPath(file), shopText(file)]))
}

/** A folder with the history; it goes with the test. */
export function shop(
  history: readonly ShopFile[] = BRANCHED,
  files: Readonly<Record<string, string>> = {},
): TemporaryProject {
  const project = temporaryProject({ ...shopFiles(history), ...files })
  onTestFinished(project.remove)
  return project
}
