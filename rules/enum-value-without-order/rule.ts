/** ALTER TYPE … ADD VALUE puts a value at the end of the sort order, and no command moves it later. */
import { defineRule, formatName, steps } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'enum-value-without-order',
  hazard: 'convention',
  severity: 'off',
  since: '0.1.0',
  what: "The value '{value}' is added to {type} without BEFORE or AFTER.",
  why: 'PostgreSQL puts it behind all others, and ORDER BY, comparisons, min and max go by that order. A value cannot be moved later: the type would have to be made anew.',
  remedy: steps(
    "Say where it belongs: ALTER TYPE {type} ADD VALUE '{value}' BEFORE '<neighbour>';",
    "If the end is meant, say that too: ALTER TYPE {type} ADD VALUE '{value}' AFTER '{last}';",
  ),
  references: ['https://www.postgresql.org/docs/current/sql-altertype.html'],
  proof: { none: 'PostgreSQL accepts it; only the people who wrote it know the order that they meant.' },
  check: {
    addEnumValue(operation, { schema, report }) {
      const { type, value, before, after } = operation
      const known = schema.enum(type)?.values.map(each => each.value) ?? []
      if (before !== undefined || after !== undefined || known.includes(value)) return
      report(operation, { type: formatName(type), value, last: known.at(-1) ?? '<last value>' })
    },
  },
})
