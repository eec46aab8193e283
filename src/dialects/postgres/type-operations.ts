/** Enums and domains: https://www.postgresql.org/docs/current/sql-altertype.html, https://www.postgresql.org/docs/current/sql-alterdomain.html */
import type { QualifiedName } from '../../model/names.ts'
import type { AlterDomain, TypeOperation } from '../../model/type-operations.ts'
import { list, words, type Printers } from '../compiler.ts'
import { printConstraint } from './constraints.ts'
import { operand } from './expressions.ts'
import { identifier, literal, POSTGRES, qualified } from './identifiers.ts'
import { printType } from './types.ts'

export const TYPE_PRINTERS: Printers<TypeOperation['kind']> = {
  createEnum: ({ type, values, ifNotExists }) => {
    const create = `CREATE TYPE ${qualified(type)} AS ENUM ${list(values.map(literal))}`
    return ifNotExists ? whereMissing(type, create) : create
  },
  addEnumValue: ({ type, value, before, after, ifNotExists }) =>
    words(
      `ALTER TYPE ${qualified(type)} ADD VALUE`,
      ifNotExists && 'IF NOT EXISTS',
      literal(value),
      before !== undefined && `BEFORE ${literal(before)}`,
      after !== undefined && `AFTER ${literal(after)}`,
    ),
  renameEnumValue: ({ type, value, to }) =>
    `ALTER TYPE ${qualified(type)} RENAME VALUE ${literal(value)} TO ${literal(to)}`,
  createDomain: operation => {
    const named = operation.constraints.some(constraint => constraint.kind === 'notNull')
    return words(
      `CREATE DOMAIN ${qualified(operation.domain)} AS ${printType(operation.type)}`,
      operation.default && `DEFAULT ${operand(operation.default)}`,
      operation.notNull && !named && 'NOT NULL',
      ...operation.constraints.map(constraint => printConstraint(constraint, POSTGRES)),
    )
  },
  alterDomain: ({ domain, change }) => `ALTER DOMAIN ${qualified(domain)} ${printChange(change)}`,
  dropType: ({ type, domain, ifExists, cascade }) =>
    words('DROP', word(domain), ifExists && 'IF EXISTS', qualified(type), cascade && 'CASCADE'),
  renameType: ({ type, to, domain }) =>
    `ALTER ${word(domain)} ${qualified(type)} RENAME TO ${identifier(to)}`,
}

/** CREATE TYPE has no IF NOT EXISTS: https://www.postgresql.org/docs/current/sql-createtype.html */
function whereMissing(type: QualifiedName, create: string): string {
  return [
    'DO $type$ BEGIN',
    `  IF to_regtype(${literal(qualified(type))}) IS NULL THEN`,
    `    ${create};`,
    '  END IF;',
    'END $type$',
  ].join('\n')
}

function word(domain: true | undefined): string {
  return domain ? 'DOMAIN' : 'TYPE'
}

function printChange(change: AlterDomain['change']): string {
  switch (change.action) {
    case 'addConstraint':
      return `ADD ${printConstraint(change.constraint, POSTGRES)}`
    case 'dropConstraint':
      return `DROP CONSTRAINT ${identifier(change.name)}`
    case 'validateConstraint':
      return `VALIDATE CONSTRAINT ${identifier(change.name)}`
    case 'setDefault':
      return `SET DEFAULT ${change.default.sql}`
    case 'dropDefault':
      return 'DROP DEFAULT'
    case 'setNotNull':
      return 'SET NOT NULL'
    case 'dropNotNull':
      return 'DROP NOT NULL'
  }
}
