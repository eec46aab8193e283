/** A change that breaks the running application or loses data deserves a sentence at the head of its migration. */
import { defineRule, type FindingsContext } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'undocumented-breaking-change',
  hazard: 'convention',
  severity: 'off',
  since: '0.1.0',
  what: 'The migration {name} breaks the running application or loses data, and no comment at its head says so.',
  why: 'Whoever deploys it, or reads it at night when something has failed, cannot tell from the file that it does harm ({rules}), nor what was agreed about that.',
  remedy:
    'Write a comment above the first statement (in code: above the class or the function) that says what breaks, for whom, and until when.',
  references: ['https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-COMMENTS'],
  proof: { none: 'It concerns the comments of the file, which PostgreSQL does not see.' },
  check: {
    findings(context) {
      const { migration, direction, findings, report } = context
      const harmful = findings.filter(
        ({ hazard }) => hazard === 'breaks-running-app' || hazard === 'loses-data',
      )
      if (direction === 'down' || harmful.length === 0 || isDocumented(context)) return
      const rules = [...new Set(harmful.map(({ rule }) => rule))].join(', ')
      const related = harmful.map(({ what, span }) => ({ message: what, at: { span } }))
      report(migration, { name: migration.name, rules }, { related })
    },
  },
})

/** Whether the comments before the first operation have something to say. */
function isDocumented({ migration, operations }: FindingsContext): boolean {
  const first = operations[0]?.span
  const words = migration.comments
    .filter(({ span }) => span.file.path === first?.file.path && span.end <= first.start)
    .flatMap(({ text }) => text.split('\n'))
    .filter(line => !OF_TOOLS.test(line))
    .flatMap(line => line.match(/\p{L}{2,}/gu) ?? [])
  return words.length >= 4
}

/** What tools read or write: directives, type annotations, section marks, the banners of generators. */
const OF_TOOLS =
  /^[\s*+!-]*(?:@|>|\+?goose|migrate:|migrate-lint|migration|eslint|prettier|tslint|biome|ts-|c8|istanbul|cspell|squawk|sqlfluff|postgresqldump|postgresql database dump|dumped |(?:auto-?|automatically )?generated|(?:this|the) (?:file|migration) (?:was|is|has been) (?:auto|generated)|code generated|do not edit|custom sql migration file|add (?:altering|reverting) commands|example:|write your|up migration|down migration)/iu
