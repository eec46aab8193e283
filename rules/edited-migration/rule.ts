/** A runner applies a migration once and remembers its name: what is changed in it later reaches only new databases. */
import { defineRule, steps } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'edited-migration',
  hazard: 'runs-out-of-order',
  severity: 'error',
  since: '0.1.0',
  what: '{name} is at {since} already, and says something else there.',
  why: 'A database that has applied {name} does not run it again, so the change never gets there, while every new database has it: tests pass on a schema that production does not have. Runners that keep checksums (Flyway, Prisma, graphile-migrate) refuse the deployment.',
  remedy: steps(
    'Put {name} back as it is at {since}.',
    'Write what is to change as a new migration.',
    'Where it has certainly run nowhere but on a machine of your own, silence this with that reason.',
  ),
  references: [
    'https://documentation.red-gate.com/fd/migrations-271585107.html',
    'https://www.prisma.io/docs/orm/prisma-migrate/understanding-prisma-migrate/migration-histories',
  ],
  proof: { divergesFromNew: true },
  check: {
    history({ history, report }) {
      for (const entry of history.entries) {
        if (entry.change === 'edited') report(entry, { name: entry.name, since: history.since })
      }
    },
  },
})
