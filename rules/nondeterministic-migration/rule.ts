/** A migration runs on every database of a project; a value of the moment or of the machine makes each of them another. */
import { defineRule } from '../../src/lint/rule.ts'

const ORIGINS = {
  random: 'a random value',
  clock: 'the time at which the migration runs',
  environment: 'the environment of the process that runs the migration',
  network: 'an answer from the network',
} as const

export default defineRule({
  id: 'nondeterministic-migration',
  hazard: 'fails-to-run',
  severity: 'off',
  since: '0.1.0',
  what: 'What is done to the schema here depends on {source}, which is {origin}.',
  why: 'The migration makes another schema on each database and each time: the next migration, or the way back, then names objects that are not there, and what passed in the test says nothing about production.',
  remedy:
    'Write the value out in the migration; a default that is to differ from row to row is for the server: DEFAULT now() or DEFAULT gen_random_uuid().',
  references: ['https://www.postgresql.org/docs/current/ddl-default.html'],
  proof: { differsBetweenRuns: true },
  check: {
    remarks: {
      nondeterministic(remark, { report }) {
        report(remark, { source: remark.source, origin: ORIGINS[remark.origin] })
      },
    },
  },
})
