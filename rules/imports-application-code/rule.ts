/** The application's code goes on changing; a migration must do next year what it did on the day it was written. */
import { defineRule, steps } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'imports-application-code',
  hazard: 'fails-to-run',
  severity: 'off',
  since: '0.1.0',
  what: 'The migration loads {specifier}, which is code of the application.',
  why: 'The module is read when the migration runs, not when it was written: once it is renamed or means something else, a new database gets another schema than the old ones have, or the migration fails.',
  remedy: steps(
    'Copy what the migration needs of {specifier} into the migration, as it is today.',
    'Where only its types are needed, write import type.',
  ),
  references: [
    'https://typeorm.io/docs/advanced-topics/migrations',
    'https://knexjs.org/guide/migrations.html',
  ],
  proof: { changesWithApplication: true },
  check: {
    remarks: {
      applicationImport(remark, { report }) {
        report(remark, { specifier: remark.specifier })
      },
    },
  },
})
