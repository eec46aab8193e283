/** PostgreSQL keeps 63 bytes of a name and cuts the rest off with no more than a NOTICE. */
import { cutNames, defineRule, isChoice } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'identifier-too-long',
  hazard: 'convention',
  severity: 'warning',
  since: '0.1.0',
  what: 'The name {written} has {bytes} bytes, of which PostgreSQL keeps 63.',
  why: 'In the catalog it is {kept}. Whoever looks there for the full name, such as an ORM that compares the schema or a guard in a later migration, does not find it; another name with the same beginning is taken for the same, and the second one fails or is skipped by IF NOT EXISTS.',
  remedy: 'Give a name of at most 63 bytes; a letter outside of ASCII takes two to four of them.',
  references: [
    'https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS',
    'https://www.postgresql.org/docs/current/runtime-config-preset.html#GUC-MAX-IDENTIFIER-LENGTH',
  ],
  proof: { cutsName: true },
  check: {
    each(operation, context) {
      if (!isChoice(context)) return
      for (const { written, kept, bytes } of cutNames(operation))
        context.report(operation, { written, kept, bytes })
    },
  },
})
