/** Types of the user, of which SQLite has none: the columns carry what can be kept of them. */
import { formatName } from '../../model/names.ts'
import type { TypeOperation } from '../../model/type-operations.ts'
import type { Printers } from '../compiler.ts'
import { onlyNotice, refuse } from './left-out.ts'

const IN_COLUMNS = 'SQLite has no types of its own: the values stand in a CHECK of each column'
const ANOTHER_CHECK = 'Give each column of the type another CHECK inside op.batchAlterTable'
const NO_DOMAINS = ['SQLite has no domains', 'Give each column the type and a CHECK'] as const

export const SQLITE_TYPE_PRINTERS: Printers<TypeOperation['kind']> = {
  createEnum: ({ type, values }) =>
    onlyNotice(`CREATE TYPE ${formatName(type)} left out: each column of it checks for ${values.join(', ')}`),
  addEnumValue: ({ type, value }) =>
    refuse('addEnumValue', `Value ${value} for type ${formatName(type)}`, IN_COLUMNS, ANOTHER_CHECK),
  renameEnumValue: ({ type, value, to }) =>
    refuse(
      'renameEnumValue',
      `Renaming value ${value} of type ${formatName(type)} to ${to}`,
      IN_COLUMNS,
      `${ANOTHER_CHECK}, and update the rows`,
    ),
  createDomain: ({ domain }) => refuse('createDomain', `Domain ${formatName(domain)}`, ...NO_DOMAINS),
  alterDomain: ({ domain }) => refuse('alterDomain', `Domain ${formatName(domain)}`, ...NO_DOMAINS),
  dropType: ({ type }) =>
    onlyNotice(`DROP TYPE ${formatName(type)} left out: SQLite has no types of its own`),
  renameType: ({ type, to }) =>
    onlyNotice(`Renaming type ${formatName(type)} to ${to} left out: SQLite has no types of its own`),
}
