/** A json column keeps the text as it came: it has no equality, no index of its keys, and is parsed at every read. */
import { defineRule, formatName, onChosenColumn } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'prefer-jsonb',
  hazard: 'convention',
  severity: 'off',
  since: '0.1.0',
  what: 'Column {column} of {table} is json.',
  why: 'PostgreSQL stores json as the text that came in and parses it again whenever a query looks inside. It has no equality, so that DISTINCT, GROUP BY and UNIQUE fail on it, and no GIN index finds its keys.',
  remedy:
    'Declare {column} jsonb. Keep json only where the spelling of the document matters: its white space, the order of its keys, keys that occur twice.',
  references: ['https://www.postgresql.org/docs/current/datatype-json.html'],
  proof: { none: 'A convention: PostgreSQL accepts both types.' },
  check: onChosenColumn(({ table, column, builtIn }, operation, { report }) => {
    if (builtIn === 'json') report(operation, { table: formatName(table), column })
  }),
})
