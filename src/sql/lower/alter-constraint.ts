/** Sub-commands of ALTER TABLE on constraints. */
import { flag } from '../../model/names.ts'
import type { CommandTable } from './alter-command.ts'
import { lowerConstraint } from './constraint.ts'
import { pick, type ATAlterConstraint } from './nodes.ts'

/** One operation of each sub-command that concerns a constraint. */
export const CONSTRAINT_COMMANDS: CommandTable = {
  AT_AddConstraint: (command, target) => {
    const constraint = lowerConstraint(pick(command.def, 'Constraint') ?? {})
    return constraint
      ? { kind: 'addConstraint', ...target, constraint }
      : {
          kind: 'opaque',
          reason: 'unsupported statement',
          message: 'A constraint of an unknown kind.',
          tables: [target.table],
        }
  },
  AT_DropConstraint: (command, target) => ({
    kind: 'dropConstraint',
    ...target,
    name: command.name ?? '',
    ifExists: flag(command.missing_ok),
    cascade: flag(command.behavior === 'DROP_CASCADE'),
  }),
  AT_ValidateConstraint: (command, target) => ({
    kind: 'validateConstraint',
    ...target,
    name: command.name ?? '',
  }),
  AT_AlterConstraint: (command, target) => {
    const change = pick(command.def, 'ATAlterConstraint')
    return {
      kind: 'alterConstraint',
      ...target,
      name: change?.conname ?? '',
      change: change ? printChange(change) : '',
    }
  },
}

/** https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ALTER-CONSTRAINT */
function printChange(change: ATAlterConstraint): string {
  const words: string[] = []
  if (change.alterEnforceability) words.push(change.is_enforced ? 'ENFORCED' : 'NOT ENFORCED')
  if (change.alterDeferrability) {
    words.push(change.deferrable ? 'DEFERRABLE' : 'NOT DEFERRABLE')
    if (change.deferrable) words.push(change.initdeferred ? 'INITIALLY DEFERRED' : 'INITIALLY IMMEDIATE')
  }
  if (change.alterInheritability) words.push(change.noinherit ? 'NO INHERIT' : 'INHERIT')
  return words.join(' ')
}
