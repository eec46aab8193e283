/** What the calls on indexes and constraints take. */
import type {
  ConstraintCalls,
  DropConstraintOptions,
  ExcludeOptions,
  ForeignKeyOfTable,
  ForeignKeyOptions,
  KeyOptions,
} from '../calls/constraints.ts'
import type { CreateIndexOptions, DropIndexOptions, IndexCalls } from '../calls/indexes.ts'
import { either, FLAG, KEYS, LIST, NAME, OBJECT, oneOf, SQL, TEXT, TEXTS } from './kinds.ts'
import { cascade, deferral, ifExists, ifNotExists, schema, table } from './options.ts'
import type { Argument, OptionKinds, Signature } from './signature.ts'

const CREATE_INDEX: OptionKinds<CreateIndexOptions> = {
  ...ifNotExists,
  ...schema,
  unique: FLAG,
  concurrently: FLAG,
  where: SQL,
  using: TEXT,
  include: TEXTS,
  opclass: either(TEXT, OBJECT),
  nullsNotDistinct: FLAG,
  with: either(TEXT, OBJECT),
  tablespace: TEXT,
}

const DROP_INDEX: OptionKinds<DropIndexOptions> = {
  ...ifExists,
  ...schema,
  table: TEXT,
  tableName: TEXT,
  concurrently: FLAG,
}

const KEY: OptionKinds<KeyOptions> = { ...deferral, ...schema, include: TEXTS, usingIndex: TEXT }

const ACTION = oneOf('cascade', 'restrict', 'set null', 'set default', 'no action')

const FOREIGN_KEY: OptionKinds<ForeignKeyOptions> = {
  ...deferral,
  schema: TEXT,
  sourceSchema: TEXT,
  referentSchema: TEXT,
  onDelete: ACTION,
  onUpdate: ACTION,
  match: oneOf('full', 'simple'),
  notValid: FLAG,
}

const FOREIGN_KEY_OBJECT: OptionKinds<ForeignKeyOfTable> = {
  ...deferral,
  ...schema,
  name: NAME,
  table: TEXT,
  columns: TEXTS,
  references: OBJECT,
  onDelete: ACTION,
  onUpdate: ACTION,
  match: oneOf('full', 'simple'),
  notValid: FLAG,
}

const EXCLUDE: OptionKinds<ExcludeOptions> = { ...deferral, ...schema, using: TEXT, where: SQL }

const DROP_CONSTRAINT: OptionKinds<DropConstraintOptions> = {
  ...ifExists,
  ...cascade,
  ...schema,
  type: oneOf('primary', 'unique', 'foreignkey', 'check', 'exclude'),
}

const named = (example: string): Argument => ({ what: 'the name', kind: NAME, example: `'${example}'` })
const given = (example: string): Argument => ({ what: 'the name', kind: TEXT, example: `'${example}'` })
const columns = (what: string, example: string): Argument => ({
  what,
  kind: TEXTS,
  example: `['${example}']`,
})

export const INDEX_SIGNATURES: Readonly<Record<keyof IndexCalls, Signature>> = {
  createIndex: {
    args: [named('ix_orders_total'), table, { what: 'the list of keys', kind: KEYS, example: `['total']` }],
    options: CREATE_INDEX,
  },
  dropIndex: { args: [named('ix_orders_total')], options: DROP_INDEX },
  renameIndex: {
    args: [given('ix_total'), { what: 'the new name', kind: TEXT, example: `'ix_orders_total'` }],
    options: schema,
  },
}

/** A foreign key that is described by one object. */
export const FOREIGN_KEY_BY_OBJECT: Signature = {
  args: [named('fk_orders_customer')],
  options: FOREIGN_KEY_OBJECT,
  needs: "{ table: 'orders', columns: ['customer_id'], references: { table: 'customers', columns: ['id'] } }",
}

export const CONSTRAINT_SIGNATURES: Readonly<Record<keyof ConstraintCalls, Signature>> = {
  createForeignKey: {
    args: [
      named('fk_orders_customer'),
      table,
      { what: 'the table that the key points at', kind: TEXT, example: `'customers'` },
      columns('the list of columns', 'customer_id'),
      columns('the list of columns that the key points at', 'id'),
    ],
    options: FOREIGN_KEY,
  },
  createUniqueConstraint: {
    args: [named('uq_orders_number'), table, columns('the list of columns', 'number')],
    options: { ...KEY, nullsNotDistinct: FLAG },
  },
  createPrimaryKey: {
    args: [named('pk_orders'), table, columns('the list of columns', 'id')],
    options: { ...KEY },
  },
  createCheckConstraint: {
    args: [named('ck_orders_total'), table, { what: 'the condition', kind: SQL, example: 'sql`total > 0`' }],
    options: { ...schema, notValid: FLAG, noInherit: FLAG },
  },
  createExcludeConstraint: {
    args: [
      named('ex_bookings_during'),
      table,
      { what: 'the list of elements', kind: LIST, example: `[['room', '='], ['during', '&&']]` },
    ],
    options: EXCLUDE,
  },
  dropConstraint: { args: [given('fk_orders_customer'), table], options: DROP_CONSTRAINT },
  validateConstraint: { args: [given('fk_orders_customer'), table], options: schema },
  renameConstraint: {
    args: [given('ck_total'), table, { what: 'the new name', kind: TEXT, example: `'ck_orders_total'` }],
    options: schema,
  },
}
