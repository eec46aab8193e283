/** A value that is put into the text of a statement is read as SQL, quotes and all. */
import { defineRule } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'interpolated-value',
  hazard: 'fails-to-run',
  severity: 'off',
  since: '0.1.0',
  what: 'The value {source} is put into the text of the statement.',
  why: 'PostgreSQL reads it as SQL: one value with a quote in it ends the string there, and the migration fails on production, where such values are, or runs what stands behind the quote.',
  remedy:
    'Give it as a parameter: $1 in the text, and {source} in the list of values; in Knex, ? in the text and the values as the second argument of raw.',
  references: [
    'https://www.postgresql.org/docs/current/sql-prepare.html',
    'https://knexjs.org/guide/raw.html',
  ],
  proof: { failsWith: '42601' },
  check: {
    remarks: {
      interpolatedValue(remark, { report }) {
        report(remark, { source: remark.source })
      },
    },
  },
})
