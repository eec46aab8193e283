/** PUBLIC is every role there is and every role that will ever be made. */
import { defineRule, formatName, isChoice, steps } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'grant-to-public',
  hazard: 'convention',
  severity: 'off',
  since: '0.1.0',
  what: '{privileges} on {object} is granted to PUBLIC.',
  why: 'PUBLIC means every role of the server, also those that are made later for a report, a partner or a test. Nobody sees the right in the list of the roles, and it cannot be taken from one of them alone.',
  remedy: steps(
    'Grant it to a role that stands for those who need it: GRANT … TO <role>;',
    'Make the logins members of that role: GRANT <role> TO <login>;',
  ),
  variants: {
    default: {
      what: 'Every object that is made from now on is granted to PUBLIC.',
      remedy: 'Name a role that stands for those who need it: ALTER DEFAULT PRIVILEGES … GRANT … TO <role>;',
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/sql-grant.html',
    'https://www.postgresql.org/docs/current/ddl-priv.html',
  ],
  proof: { none: 'A convention: PostgreSQL does as it is told.' },
  check: {
    grant(operation, context) {
      const { privileges, objects, to, revoke } = operation
      if (!isChoice(context) || revoke || !to.includes('PUBLIC')) return
      const object = objects.map(formatName).join(', ')
      context.report(operation, { privileges: privileges.join(', ').toUpperCase() || 'ALL', object })
    },
    objectDdl(operation, context) {
      if (isChoice(context) && operation.grantedTo?.includes('PUBLIC'))
        context.report(operation, { privileges: '', object: '' }, { variant: 'default' })
    },
  },
})
