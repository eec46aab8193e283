/** Enums and domains. */
import { describe, expect, it } from 'vitest'
import { expression, operationOf, type } from './reading.ts'

const status = { name: 'status' }
const domain = { schema: 'shop', name: 'price' }

describe('a type', () => {
  it.each<[string, object]>([
    [
      "CREATE TYPE status AS ENUM ('open', 'it''s')",
      { kind: 'createEnum', type: status, values: ['open', "it's"] },
    ],
    ['CREATE TYPE status AS ENUM ()', { kind: 'createEnum', type: status, values: [] }],
    ["ALTER TYPE status ADD VALUE 'paid'", { kind: 'addEnumValue', type: status, value: 'paid' }],
    [
      "ALTER TYPE status ADD VALUE IF NOT EXISTS 'paid' BEFORE 'open'",
      { kind: 'addEnumValue', type: status, value: 'paid', before: 'open', ifNotExists: true },
    ],
    [
      "ALTER TYPE status ADD VALUE 'paid' AFTER 'open'",
      { kind: 'addEnumValue', type: status, value: 'paid', after: 'open' },
    ],
    [
      "ALTER TYPE status RENAME VALUE 'open' TO 'new'",
      { kind: 'renameEnumValue', type: status, value: 'open', to: 'new' },
    ],
    ['ALTER TYPE status RENAME TO state', { kind: 'renameType', type: status, to: 'state' }],
    ['DROP TYPE IF EXISTS status CASCADE', { kind: 'dropType', type: status, ifExists: true, cascade: true }],
    [
      'CREATE DOMAIN shop.price AS numeric(8,2) DEFAULT 0 NOT NULL CONSTRAINT c CHECK (VALUE >= 0)',
      {
        kind: 'createDomain',
        domain,
        type: type('numeric', 8, 2),
        notNull: true,
        default: expression('0', { literal: 0 }),
        constraints: [
          { kind: 'check', name: 'c', expression: expression('value >= 0', { columns: ['value'] }) },
        ],
      },
    ],
    [
      'ALTER DOMAIN shop.price ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID',
      {
        kind: 'alterDomain',
        domain,
        change: {
          action: 'addConstraint',
          constraint: {
            kind: 'check',
            name: 'c',
            expression: expression('value > 0', { columns: ['value'] }),
            notValid: true,
          },
        },
      },
    ],
    [
      'ALTER DOMAIN shop.price DROP CONSTRAINT c',
      { kind: 'alterDomain', domain, change: { action: 'dropConstraint', name: 'c' } },
    ],
    [
      'ALTER DOMAIN shop.price VALIDATE CONSTRAINT c',
      { kind: 'alterDomain', domain, change: { action: 'validateConstraint', name: 'c' } },
    ],
    [
      'ALTER DOMAIN shop.price SET NOT NULL',
      { kind: 'alterDomain', domain, change: { action: 'setNotNull' } },
    ],
    [
      'ALTER DOMAIN shop.price DROP NOT NULL',
      { kind: 'alterDomain', domain, change: { action: 'dropNotNull' } },
    ],
    [
      'ALTER DOMAIN shop.price SET DEFAULT 1',
      {
        kind: 'alterDomain',
        domain,
        change: { action: 'setDefault', default: expression('1', { literal: 1 }) },
      },
    ],
    [
      'ALTER DOMAIN shop.price DROP DEFAULT',
      { kind: 'alterDomain', domain, change: { action: 'dropDefault' } },
    ],
    [
      'ALTER DOMAIN shop.price RENAME TO cost',
      { kind: 'renameType', type: domain, to: 'cost', domain: true },
    ],
    ['DROP DOMAIN shop.price', { kind: 'dropType', type: domain, domain: true }],
  ])('%s', (sql, expected) => {
    expect(operationOf(sql)).toEqual(expected)
  })
})
