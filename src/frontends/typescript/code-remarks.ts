/** All that is to be said about the code of a migration. */
import type { CodeRemark } from '../../model/code-remark.ts'
import type { Run } from './evaluate.ts'
import { applicationImports } from './imports-of-application.ts'
import type { Module } from './module.ts'

/** The remarks on a module and on what its directions do; what the module loads is said of the way up. */
export function codeRemarks(
  module: Module | undefined,
  { up, down }: { readonly up: Run | undefined; readonly down: Run | undefined },
): readonly CodeRemark[] {
  const ofModule = module ? applicationImports(module) : []
  return [
    ...[...ofModule, ...(up?.remarks ?? [])].map(each => ({ ...each, direction: 'up' as const })),
    ...(down?.remarks ?? []).map(each => ({ ...each, direction: 'down' as const })),
  ]
}
