/** PostgreSQL stores varchar(n) and text alike; the length is only a check, which a later change has to take ACCESS EXCLUSIVE for. */
import { defineRule, formatName, formatType, onChosenColumn } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'prefer-text',
  hazard: 'convention',
  severity: 'off',
  since: '0.1.0',
  what: 'Column {column} of {table} is {type}.',
  why: 'In PostgreSQL a length saves neither space nor time. It only refuses the first value that is longer than somebody guessed, and shortening the column later rewrites the table while nobody can read it.',
  remedy:
    'Declare {column} text. Where a limit is a rule of the business: CHECK (length({column}) <= …), which can be added NOT VALID and changed without a rewrite.',
  variants: {
    char: {
      why: 'char(n) pads every value with spaces up to its length and stores them; some comparisons ignore them and others, such as LIKE, do not. It is not faster than text.',
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/datatype-character.html',
    'https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_varchar.28n.29_by_default',
  ],
  proof: { none: 'A convention: PostgreSQL accepts the type.' },
  options: {
    allowVarchar: {
      description: 'Report char(n) only: a team may want the lengths that varchar(n) documents.',
      default: false,
    },
  },
  check: onChosenColumn(({ table, column, type, builtIn }, operation, { options, report }) => {
    const isChar = builtIn === 'char'
    const isVarchar = builtIn === 'varchar' && type.arguments.length > 0
    if (!isChar && (!isVarchar || options['allowVarchar'] === true)) return
    const variant = isChar ? 'char' : undefined
    report(operation, { table: formatName(table), column, type: formatType(type) }, { variant })
  }),
})
