/** A value that ALTER TYPE … ADD VALUE adds cannot be used before its transaction has committed: SQLSTATE 55P04. */
import {
  defineRule,
  formatName,
  steps,
  usesEnumValue,
  type EnumValue,
  type Operation,
  type OperationOf,
  type RuleContext,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'enum-value-used-in-same-transaction',
  hazard: 'fails-to-run',
  severity: 'error',
  since: '0.1.0',
  what: "The value '{value}' of {type} is used in the transaction that adds it.",
  why: 'PostgreSQL refuses a new value of an enum until the transaction that added it has committed: this statement fails with SQLSTATE 55P04 (unsafe use of new value), whether or not there are rows, and the whole migration is rolled back.',
  remedy: steps(
    "Leave ALTER TYPE {type} ADD VALUE '{value}'; in this migration, and commit it.",
    'Move what uses the value into a later migration, which runs in a transaction of its own.',
  ),
  variants: {
    run: {
      remedy: steps(
        "Leave ALTER TYPE {type} ADD VALUE '{value}'; in this migration, and move what uses the value into a later one.",
        'This runner puts all pending migrations into one transaction: let each have its own, or release the two migrations one after the other.',
      ),
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/sql-altertype.html',
    'https://www.postgresql.org/docs/release/17.0/',
  ],
  proof: { failsWith: '55P04' },
  judgesDown: true,
  check: {
    addEnumValue(operation, context) {
      const { operations, index, schema, at, commitsWith, transaction, report } = context
      const { type, value } = operation
      if (schema.enum(type)?.values.some(each => each.value === value)) return
      if (isOfNewType(operation, context)) return
      let wanted: EnumValue = { type, value }
      for (let i = index + 1; i < operations.length && commitsWith(i); i++) {
        const later = operations[i]
        if (!later) return
        wanted = renamed(later, wanted, context)
        if (!usesEnumValue(later, wanted, at(i).schema)) continue
        const related = [{ message: 'the value is added here', at: operation }]
        const variant = transaction.openedBy === 'run' ? 'run' : undefined
        report(later, { type: formatName(type), value }, { related, variant })
        return
      }
    },
  },
})

/** From PostgreSQL 17 on, nobody else can know the values of a type that is itself not committed. */
function isOfNewType({ type }: OperationOf<'addEnumValue'>, context: RuleContext): boolean {
  const { schema, postgresVersion, operations, index, commitsWith } = context
  if (postgresVersion < 17 || schema.enum(type)?.createdIn !== schema.state.migration) return false
  return operations.some((other, i) => other.kind === 'createEnum' && i < index && commitsWith(i))
}

function renamed(operation: Operation, { type, value }: EnumValue, { schema }: RuleContext): EnumValue {
  if (operation.kind !== 'renameType' && operation.kind !== 'renameEnumValue') return { type, value }
  if (schema.keyOf(operation.type) !== schema.keyOf(type)) return { type, value }
  if (operation.kind === 'renameType') return { type: { ...type, name: operation.to }, value }
  return { type, value: operation.value === value ? operation.to : value }
}
