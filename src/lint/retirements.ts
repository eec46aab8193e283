/** Declared retirements: `migrate-lint-retire orders.legacy_code -- no release reads it since 4.2` in an earlier migration. */
import type { Migration } from '../model/migration.ts'
import { directiveIn } from './directives.ts'

/** What was retired before, and what the comments of this migration retire for those that come after it. */
export function withRetirements(before: ReadonlySet<string>, { comments }: Migration): ReadonlySet<string> {
  const names = comments
    .filter(({ text }) => text.includes('migrate-lint-retire'))
    .flatMap(comment => {
      const directive = directiveIn(comment)
      return directive?.kind === 'retire' ? directive.rules.map(name => name.replaceAll('"', '')) : []
    })
  return names.length === 0 ? before : new Set([...before, ...names])
}
