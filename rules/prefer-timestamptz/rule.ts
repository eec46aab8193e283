/** A timestamp without time zone is what a clock on some wall showed: it names no moment. */
import { defineRule, formatName, formatType, onChosenColumn } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'prefer-timestamptz',
  hazard: 'convention',
  severity: 'off',
  since: '0.1.0',
  what: 'Column {column} of {table} is {type}, without a time zone.',
  why: 'PostgreSQL keeps the digits and drops the time zone that came with them, so two clients in different time zones store different digits for the same moment. Nobody can tell afterwards which moment was meant, and now() means something else in every session.',
  remedy:
    'Declare {column} timestamptz: it takes the same 8 bytes, stores the moment and shows it in the time zone of the session.',
  variants: {
    timetz: {
      what: 'Column {column} of {table} is {type}, a time of day with an offset but no date.',
      why: 'Without the date, PostgreSQL cannot know whether summer time holds, so that the offset is right for a part of the year only. The manual recommends against the type.',
      remedy:
        'Declare {column} timestamptz for a moment, or time for an hour of the day, with the name of the time zone in a column of its own.',
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/datatype-datetime.html',
    'https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_timestamp_.28without_time_zone.29',
  ],
  proof: { none: 'A convention: PostgreSQL accepts both types.' },
  check: onChosenColumn(({ table, column, type, builtIn }, operation, { report }) => {
    if (builtIn !== 'timestamp' && builtIn !== 'timetz') return
    const variant = builtIn === 'timetz' ? 'timetz' : undefined
    report(operation, { table: formatName(table), column, type: formatType(type) }, { variant })
  }),
})
