/** The rules of the engine itself: about texts that could not be read and about directives. */
import { defineRule, type Rule } from './rule.ts'

/** The grammar of the file, or PostgreSQL's, refuses a text. */
export const parseError: Rule = defineRule({
  id: 'parse-error',
  hazard: 'fails-to-run',
  severity: 'error',
  since: '0.1.0',
  what: 'This cannot be parsed: {message}.',
  why: 'The migration fails here when it runs, and nothing in this text could be judged.',
  remedy: 'Correct the text; if it is right and another database is meant, exclude the file.',
  references: ['https://www.postgresql.org/docs/current/sql-commands.html'],
  proof: { none: 'The parser of PostgreSQL itself refuses the text.' },
  judgesDown: true,
  check: {},
})

/** A migration that nobody can read is not judged. */
export const unreadableFile: Rule = defineRule({
  id: 'unreadable-file',
  hazard: 'fails-to-run',
  severity: 'error',
  since: '0.1.0',
  what: 'This file cannot be read: {reason}.',
  why: 'Nothing in it was judged, and the runner will not read it either.',
  remedy: 'Make the file readable, or exclude it.',
  references: [],
  proof: { none: 'It concerns the file, which PostgreSQL does not see.' },
  check: {},
})

/** A directive that silences nothing hides the next finding that appears there. */
export const unusedDirective: Rule = defineRule({
  id: 'unused-directive',
  hazard: 'convention',
  severity: 'warning',
  since: '0.1.0',
  what: '{directive} silences no finding of {rule}.',
  why: 'A directive that is left behind will silence a finding that nobody has looked at.',
  remedy: 'Delete the directive.',
  references: [],
  proof: { none: 'It concerns a comment, which PostgreSQL does not see.' },
  variants: {
    'unknown rule': {
      what: 'There is no rule {rule}.',
      why: 'The directive silences nothing, so the finding that it was written for is reported.',
      remedy: 'Correct the id; `migrate-lint rules` lists all.',
    },
    'unknown directive': {
      what: 'There is no directive {directive}.',
      why: 'The comment silences nothing.',
      remedy:
        'Write migrate-lint-disable-next-line, migrate-lint-disable-line, migrate-lint-disable or migrate-lint-enable, then the ids of rules, then `-- ` and the reason; or migrate-lint-retire and the columns that nobody uses any more.',
    },
  },
  check: {},
})

/** A finding may be right or wrong to silence; only the reason tells. */
export const directiveWithoutReason: Rule = defineRule({
  id: 'directive-without-reason',
  hazard: 'convention',
  severity: 'warning',
  since: '0.1.0',
  what: '{directive} gives no reason.',
  why: 'Whoever reads this next cannot tell why the finding was safe to silence.',
  remedy: 'Write the reason behind two dashes: {directive} {rules} -- the table has 200 rows.',
  references: [],
  proof: { none: 'It concerns a comment, which PostgreSQL does not see.' },
  check: {},
})

/** A file with more findings than anybody reads is cut. */
export const tooManyFindings: Rule = defineRule({
  id: 'too-many-findings',
  hazard: 'convention',
  severity: 'info',
  since: '0.1.0',
  what: 'This file has {count} more findings, which are not shown.',
  why: 'Only the first {limit} of a file are reported.',
  remedy: 'Correct those shown first, or exclude the file if it is generated.',
  references: [],
  proof: { none: 'It concerns the report.' },
  check: {},
})

/** All of them. */
export const builtInRules: readonly Rule[] = [
  directiveWithoutReason,
  parseError,
  tooManyFindings,
  unreadableFile,
  unusedDirective,
]
