/** DROP TABLE deletes the rows first, so that ON DELETE of the tables that reference it acts on their rows too. */
import {
  defineRule,
  formatName,
  steps,
  type OperationOf,
  type QualifiedName,
  type RuleContext,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'sqlite-rebuild-deletes-children',
  hazard: 'loses-data',
  severity: 'error',
  since: '0.1.0',
  what: 'Rebuilding {table} drops it while {child} references it with ON DELETE {action}.',
  why: 'Where foreign keys are on, DROP TABLE deletes the rows of {table} first, and ON DELETE {action} then {harm} of {child}. The copy in the new table does not bring them back.',
  remedy: steps(
    'PRAGMA foreign_keys = OFF; before the transaction begins: inside one it does nothing.',
    'Rebuild {table} in a transaction, with PRAGMA foreign_key_check; before COMMIT.',
    'PRAGMA foreign_keys = ON; behind it.',
  ),
  variants: {
    'in transaction': {
      what: 'PRAGMA foreign_keys = OFF has no effect inside a transaction, so that rebuilding {table} acts on {child}, which references it with ON DELETE {action}.',
    },
  },
  references: [
    'https://www.sqlite.org/lang_altertable.html#otheralter',
    'https://www.sqlite.org/pragma.html#pragma_foreign_keys',
    'https://www.sqlite.org/foreignkeys.html#fk_schemacommands',
  ],
  proof: { losesRowsOnSqlite: true },
  dialects: ['sqlite'],
  check: {
    dropTable(operation, context) {
      const { table } = operation
      if (context.schema.createdInThisMigration(table) || !isRebuilt(operation, context)) return
      const pragma = foreignKeysOff(context)
      if (pragma === 'off') return
      for (const { child, action } of childrenOf(table, context)) {
        const harm = action === 'CASCADE' ? 'deletes the rows' : 'overwrites the references in the rows'
        const values = { table: formatName(table), child, action, harm }
        context.report(operation, values, { variant: pragma })
      }
    },
  },
})

/** A new table takes the name of the dropped one. */
function isRebuilt({ table }: OperationOf<'dropTable'>, { operations, index }: RuleContext): boolean {
  return operations.some((later, i) => i > index && later.kind === 'renameTable' && later.to === table.name)
}

/** Whether foreign keys were switched off where that works; undefined when nobody tried. */
function foreignKeysOff({ operations, index, at }: RuleContext): 'off' | 'in transaction' | undefined {
  const set = operations.findLastIndex(
    (each, i) => i < index && each.kind === 'setParameter' && each.name === 'foreign_keys',
  )
  const pragma = operations[set]
  if (pragma?.kind !== 'setParameter' || !/^(?:off|0|false|no)$/iu.test(pragma.value ?? '')) return undefined
  return at(set).transaction.id === undefined ? 'off' : 'in transaction'
}

const ACTIONS: Readonly<Record<string, string>> = {
  cascade: 'CASCADE',
  'set null': 'SET NULL',
  'set default': 'SET DEFAULT',
}

/** The tables whose rows would follow, each with the action. */
function childrenOf(table: QualifiedName, { schema }: RuleContext) {
  return schema.referencing(table).flatMap(child => {
    const keys = child.constraints.flatMap(({ definition }) =>
      definition.kind === 'foreignKey' ? [definition] : [],
    )
    const key = keys.find(
      each => schema.keyOf(each.references.table) === schema.keyOf(table) && each.onDelete !== undefined,
    )
    const action = ACTIONS[key?.onDelete ?? '']
    return action === undefined || child.key === schema.keyOf(table) ? [] : [{ child: child.name, action }]
  })
}
