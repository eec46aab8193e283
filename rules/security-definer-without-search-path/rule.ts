/** The names in a function are looked up along the search path of whoever calls it, unless the function sets its own. */
import {
  defineRule,
  formatName,
  isChoice,
  type MigrationContext,
  type OperationOf,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'security-definer-without-search-path',
  hazard: 'convention',
  severity: 'off',
  since: '0.1.0',
  what: 'The {type} {name} runs with the rights of its owner and with the search path of its caller.',
  why: 'Whoever may call it can put a table, function or operator of the same name into a schema of their own, even into pg_temp, set search_path to that schema and call {name}: their code then runs with the rights of the owner of {name}.',
  remedy:
    "Add SET search_path = '' and write every name in the body with its schema, or SET search_path = <schema>, pg_temp. For one that is there: ALTER FUNCTION {name} SET search_path = '';",
  references: ['https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY'],
  proof: { none: 'A convention: it takes an attacker to see it.' },
  check: {
    migration(context) {
      if (!isChoice(context)) return
      for (const [index, operation] of context.operations.entries())
        if (operation.kind === 'objectDdl' && isUnsafe(operation, index, context)) {
          const { objectType: type, name } = operation
          context.report(operation, { type, name: formatName(name) })
        }
    },
  },
})

/** CREATE OR REPLACE forgets an earlier SET, ALTER keeps it; an ALTER that comes later in the migration is in time. */
function isUnsafe(operation: OperationOf<'objectDdl'>, index: number, context: MigrationContext): boolean {
  if (!operation.securityDefiner || operation.fixedPath) return false
  const { schema } = context.at(index)
  const before = schema.routine(operation.name)?.fixedPath
  if (operation.verb === 'alter' && before !== false) return false
  return !context.operations.slice(index + 1).some(later => {
    if (later.kind !== 'objectDdl' || later.verb === 'create' || later.name.name !== operation.name.name)
      return false
    return later.verb === 'drop' || later.fixedPath === true
  })
}
