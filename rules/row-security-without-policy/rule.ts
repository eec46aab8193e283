/** With row security and no policy, PostgreSQL shows no row to anybody but the owner; without row security no policy applies. */
import {
  atTheEnd,
  defineRule,
  formatName,
  isChoice,
  steps,
  type MigrationContext,
  type Operation,
  type QualifiedName,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'row-security-without-policy',
  hazard: 'convention',
  severity: 'off',
  since: '0.1.0',
  what: 'Row level security is enabled on {table}, which has no policy.',
  why: 'Without a policy everybody but the owner of {table} and superusers sees an empty table, without an error, and every INSERT fails.',
  remedy: steps(
    'CREATE POLICY <name> ON {table} TO <role> USING (…) WITH CHECK (…); before or in the same transaction.',
    'Where nobody should have access, REVOKE the rights instead: that gives an error that says so.',
  ),
  variants: {
    disabled: {
      what: 'Policy {policy} is made for {table}, which has no row level security.',
      why: 'PostgreSQL keeps the policy and does not apply it: everybody who may read {table} sees every row.',
      remedy: 'ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;',
    },
  },
  references: ['https://www.postgresql.org/docs/current/ddl-rowsecurity.html'],
  proof: { breaksApp: '42501' },
  check: {
    migration(context) {
      if (!isChoice(context)) return
      for (const [index, operation] of context.operations.entries()) {
        if (operation.kind === 'setTableOption' && operation.change.option === 'rowSecurity') {
          if (operation.change.state === 'enable') checkTable(operation, operation.table, index, context)
        } else if (operation.kind === 'objectDdl' && operation.objectType === 'policy') {
          const { verb, table, name } = operation
          if (verb === 'create' && table) checkTable(operation, table, index, context, name.name)
        }
      }
    },
  },
})

function checkTable(
  place: Operation,
  name: QualifiedName,
  index: number,
  context: MigrationContext,
  policy?: string,
): void {
  const { after, report } = context
  const end = atTheEnd({ table: name, columns: [] }, index, context)
  const table = end && after.table(end.table)
  // What a table from before the history has is not known; a partition is read through its parent, whose policies hold.
  if (!end || !table?.complete || table.partitionOf) return
  const enabled = table.rowSecurity === true
  const hasPolicy = after.policies(end.table).length > 0
  if (enabled === hasPolicy || enabled === (policy !== undefined)) return
  const variant = policy === undefined ? undefined : 'disabled'
  report(place, { table: formatName(end.table), policy }, { variant })
}
