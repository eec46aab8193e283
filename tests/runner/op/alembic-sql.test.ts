/** The same calls as Alembic's: what `op` sends is what Alembic sends, or better for a reason. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { column, desc, sql, t } from '../../../src/runner/authoring/index.ts'
import { makeOp } from '../../../src/runner/op/make-op.ts'
import type { Op } from '../../../src/runner/op/op-types.ts'
import { collectingSink } from './collecting-sink.ts'
import { statementsOf } from './statements-of.ts'

/** Recorded from Alembic itself; it is not at hand everywhere. */
const RECORDED = resolve(import.meta.dirname, '../../../../shared/cases/runner/ops_sql.txt')

type Calls = (op: Op) => unknown

/** By the title of Alembic's case. */
const CALLS: Readonly<Record<string, Calls>> = {
  'add_column nullable': op => op.addColumn('users', column('phone', t.varchar(20))),
  'add_column NOT NULL no default': op =>
    op.addColumn('users', column('phone', t.varchar(20), { nullable: false })),
  'add_column const default': op =>
    op.addColumn('users', column('n', t.integer(), { nullable: false, default: '0' })),
  "add_column text('0') default": op =>
    op.addColumn('users', column('n', t.integer(), { nullable: false, default: sql`0` })),
  'add_column now()': op => op.addColumn('users', column('ts', t.timestamptz(), { default: sql`now()` })),
  'add_column if_not_exists': op => op.addColumn('users', column('n', t.integer()), { ifNotExists: true }),
  'add_column fk': op =>
    op.addColumn(
      'orders',
      column('user_id', t.integer(), {
        references: { name: 'fk_o_u', table: 'users', column: 'id', onDelete: 'cascade' },
      }),
    ),
  'add_column fk inline': op =>
    op.addColumn('orders', column('user_id', t.integer(), { references: 'users.id' })),
  'add_column comment': op => op.addColumn('users', column('n', t.integer(), { comment: 'hi' })),
  'add_column index=True': op => op.addColumn('users', column('n', t.integer(), { index: true })),
  'add_column unique=True': op => op.addColumn('users', column('n', t.integer(), { unique: true })),
  'add_column check': op =>
    op.addColumn('users', column('n', t.integer(), { check: { name: 'ck_n', condition: sql`n > 0` } })),
  'add_column pk': op => op.addColumn('users', column('id', t.serial(), { nullable: false })),
  'add_column pk inline': op =>
    op.addColumn('users', column('id', t.serial(), { nullable: false, primaryKey: true })),
  'add_column Boolean': op =>
    op.addColumn('users', column('b', t.boolean(), { nullable: false, default: false })),
  'add_column Enum': op =>
    op.addColumn('users', column('s', t.enum(['enabled', 'disabled'], { name: 'account_status' }))),
  'add_column Enum non-native+check': async op => {
    await op.addColumn('users', column('s', t.varchar(1)))
    await op.createCheckConstraint('st', 'users', sql`s IN ('a', 'b')`)
  },
  'add_column Computed': op => op.addColumn('users', column('full', t.varchar(), { generated: sql`a || b` })),
  'add_column Identity': op =>
    op.addColumn('users', column('idn', t.integer(), { identity: { always: true, start: 5 } })),
  'add_column schema': op => op.addColumn('users', column('n', t.integer()), { schema: 'app' }),
  drop_column: op => op.dropColumn('users', 'phone'),
  'drop_column if_exists': op => op.dropColumn('users', 'phone', { ifExists: true }),
  'alter nullable False': op => op.alterColumn('users', 'email', { nullable: false }),
  'alter nullable True': op => op.alterColumn('users', 'email', { nullable: true }),
  'alter default set': op => op.alterColumn('users', 'email', { default: 'x' }),
  'alter default text': op => op.alterColumn('users', 'email', { default: sql`now()` }),
  'alter default drop': op => op.alterColumn('users', 'email', { default: null }),
  'alter rename': op => op.alterColumn('users', 'email', { newColumnName: 'mail' }),
  'alter type': op => op.alterColumn('users', 'email', { type: t.varchar(500) }),
  'alter type using': op => op.alterColumn('users', 'n', { type: t.integer(), using: 'n::integer' }),
  'alter comment': op => op.alterColumn('users', 'n', { comment: "c'x" }),
  'alter comment None': op => op.alterColumn('users', 'n', { comment: null }),
  'alter all': op =>
    op.alterColumn('users', 'n', {
      type: t.bigint(),
      nullable: false,
      default: '5',
      comment: 'z',
      renameTo: 'm',
    }),
  'alter identity set': op => op.alterColumn('users', 'n', { identity: { always: true } }),
  'alter identity drop': op => op.alterColumn('users', 'n', { identity: null }),
  'alter identity change': op =>
    op.alterColumn('users', 'n', { identity: { always: true, start: 10 }, existing: { identity: true } }),
  'alter Boolean->Integer w/constraint': op => op.alterColumn('t', 'q', { type: t.integer() }),
  create_index: op => op.createIndex('ix_u_e', 'users', ['email']),
  'create_index unique': op => op.createIndex('ix_u_e', 'users', ['email'], { unique: true }),
  'create_index ifne': op => op.createIndex('ix_u_e', 'users', ['email'], { ifNotExists: true }),
  'create_index concurrently': op => op.createIndex('ix_u_e', 'users', ['email'], { concurrently: true }),
  'create_index expr': op => op.createIndex('ix_u_e', 'users', [sql`lower(email)`, 'b']),
  'create_index desc': op => op.createIndex('ix_u_e', 'users', [desc('email', { nulls: 'last' })]),
  'create_index partial': op => op.createIndex('ix_u_e', 'users', ['email'], { where: 'deleted_at IS NULL' }),
  'create_index gin+ops': op =>
    op.createIndex('ix_u_e', 'users', ['doc'], { using: 'gin', opclass: { doc: 'jsonb_path_ops' } }),
  'create_index include/with/tbs': op =>
    op.createIndex('ix_u_e', 'users', ['a'], { include: ['b'], with: { fillfactor: 50 }, tablespace: 'ts' }),
  drop_index: op => op.dropIndex('ix_u_e', { tableName: 'users' }),
  'drop_index concurrently ifx': op => op.dropIndex('ix_u_e', { concurrently: true, ifExists: true }),
  create_unique: op => op.createUniqueConstraint('uq_u', 'users', ['a', 'b']),
  'create_unique deferrable': op =>
    op.createUniqueConstraint('uq_u', 'users', ['a'], { deferrable: true, initially: 'DEFERRED' }),
  'create_unique None': op => op.createUniqueConstraint(null, 'users', ['a']),
  create_check: op => op.createCheckConstraint('ck_u', 'users', 'age > 0'),
  'create_check not valid': op => op.createCheckConstraint('ck_u', 'users', 'age > 0', { notValid: true }),
  create_pk: op => op.createPrimaryKey('pk_u', 'users', ['id', 'v']),
  create_fk: op =>
    op.createForeignKey('fk_o', 'orders', 'users', ['user_id'], ['id'], { onDelete: 'CASCADE' }),
  'create_fk full': op =>
    op.createForeignKey('fk_o', 'orders', 'users', ['user_id'], ['id'], {
      sourceSchema: 'a',
      referentSchema: 'b',
      match: 'FULL',
      onUpdate: 'SET NULL',
      deferrable: true,
      initially: 'DEFERRED',
    }),
  'create_fk not valid': op =>
    op.createForeignKey('fk_o', 'orders', 'users', ['user_id'], ['id'], { notValid: true }),
  'create_fk None': op => op.createForeignKey(null, 'orders', 'users', ['user_id'], ['id']),
  create_exclude: op =>
    op.createExcludeConstraint(
      'ex',
      'u',
      [
        ['period', '&&'],
        ['grp', '='],
      ],
      { using: 'gist', where: sql`grp <> 'x'` },
    ),
  'drop_constraint fk': op => op.dropConstraint('fk_o', 'orders', { type: 'foreignkey' }),
  'drop_constraint ifx': op => op.dropConstraint('fk_o', 'orders', { ifExists: true }),
  create_table: op =>
    op.createTable(
      'profiles',
      [
        column('id', t.serial(), { nullable: false }),
        column('user_id', t.integer(), { nullable: false }),
        column('first_name', t.string(100)),
        column('bio', t.text()),
        column('created_at', t.dateTime(), { nullable: false }),
        column('amount', t.numeric(10, 2), { default: '0' }),
        column('flag', t.boolean()),
        column('j', t.json()),
        column('u', t.binary()),
      ],
      {
        primaryKey: { name: 'pk_profiles', columns: ['id'] },
        uniques: [{ name: 'uq_p_u', columns: ['user_id'] }],
        foreignKeys: [
          {
            name: 'fk_p_u',
            columns: ['user_id'],
            references: { table: 'users', columns: ['id'] },
            onDelete: 'cascade',
          },
        ],
        checks: [{ name: 'ck_p_a', condition: 'amount >= 0' }],
        comment: 'prof',
      },
    ),
  'create_table serial+index': op =>
    op.createTable(
      't',
      [column('id', t.serial(), { nullable: false }), column('x', t.integer(), { index: true })],
      {
        primaryKey: 'id',
        ifNotExists: true,
      },
    ),
  'create_table enum': op =>
    op.createTable(
      't',
      [column('id', t.serial(), { nullable: false }), column('e', t.enum(['a', 'b'], { name: 'my_enum' }))],
      { primaryKey: 'id' },
    ),
  create_table_comment: op => op.createTableComment('t', "it's"),
  drop_table_comment: op => op.dropTableComment('t'),
  drop_table: op => op.dropTable('t'),
  'drop_table ifx': op => op.dropTable('t', { ifExists: true }),
  rename_table: op => op.renameTable('a', 'b'),
  'rename_table schema': op => op.renameTable('a', 'b', { schema: 's' }),
  bulk_insert: op =>
    op.bulkInsert('account', [
      { id: 1, name: "John's" },
      { id: 2, name: null },
    ]),
  'execute str': op => op.execute("UPDATE users SET phone = '' WHERE phone IS NULL"),
  'execute construct': op => op.execute(sql`UPDATE a SET name=${'y'} WHERE name = ${'x'}`),
  'quoting reserved/upper': op => op.addColumn('user', column('Order', t.integer())),
  'batch add': op =>
    op.batchAlterTable('users', async batch => {
      await batch.addColumn(column('foo', t.integer()))
      await batch.dropColumn('bar')
    }),
}

/** What is sent instead, and why. */
const DIFFERENT: Readonly<Record<string, readonly [sent: string, reason: string]>> = {
  'add_column fk': [
    'ALTER TABLE orders ADD COLUMN user_id integer CONSTRAINT fk_o_u REFERENCES users (id) ON DELETE CASCADE',
    'One statement: the new column is empty, so that PostgreSQL has no row to check, and the lock is taken once.',
  ],
  'add_column unique=True': [
    'ALTER TABLE users ADD COLUMN n integer UNIQUE',
    'One statement, for the same reason.',
  ],
  'add_column Enum': [
    `DO $type$ BEGIN IF to_regtype('account_status') IS NULL THEN
       CREATE TYPE account_status AS ENUM ('enabled', 'disabled'); END IF; END $type$;
     ALTER TABLE users ADD COLUMN s account_status`,
    'Alembic fails where the type is not there: this makes it, and goes on where it is there from before.',
  ],
  'create_table enum': [
    `DO $type$ BEGIN IF to_regtype('my_enum') IS NULL THEN CREATE TYPE my_enum AS ENUM ('a', 'b'); END IF; END $type$;
     CREATE TABLE t (id serial NOT NULL, e my_enum, PRIMARY KEY (id))`,
    'DROP TABLE leaves the type behind, so that Alembic fails when the migration is applied again.',
  ],
  'alter rename': [
    'ALTER TABLE users RENAME COLUMN email TO mail',
    'The same, with the word that says what it is.',
  ],
  'alter type using': [
    'ALTER TABLE users ALTER COLUMN n TYPE integer USING n::int',
    'The expression is printed from its parse tree, so that equal ones have equal text.',
  ],
  'alter all': [
    `ALTER TABLE users ALTER COLUMN n TYPE bigint; ALTER TABLE users ALTER COLUMN n SET NOT NULL;
     ALTER TABLE users ALTER COLUMN n SET DEFAULT '5'; COMMENT ON COLUMN users.n IS 'z';
     ALTER TABLE users RENAME COLUMN n TO m`,
    'RENAME COLUMN again.',
  ],
  'drop_constraint ifx': [
    'ALTER TABLE orders DROP CONSTRAINT IF EXISTS fk_o',
    'The recorded Alembic wanted a newer SQLAlchemy for it.',
  ],
  create_table: [
    `CREATE TABLE profiles (id serial NOT NULL, user_id integer NOT NULL, first_name varchar(100), bio text,
       created_at timestamp NOT NULL, amount numeric(10, 2) DEFAULT '0', flag boolean, j json, u bytea,
       CONSTRAINT pk_profiles PRIMARY KEY (id), CONSTRAINT uq_p_u UNIQUE (user_id),
       CONSTRAINT fk_p_u FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
       CONSTRAINT ck_p_a CHECK (amount >= 0)); COMMENT ON TABLE profiles IS 'prof'`,
    'The constraints stand by kind, in an order that is always the same.',
  ],
  bulk_insert: [
    "INSERT INTO account (id, name) VALUES (1, 'John''s'), (2, NULL)",
    'One statement for many rows: a round trip each would be paid for every row.',
  ],
}

/** Letters and blanks aside, and the names that a type has besides its own. */
function normal(text: string): string {
  return text
    .toLowerCase()
    .replace(/timestamp with time zone/gu, 'timestamptz')
    .replace(/timestamp without time zone/gu, 'timestamp')
    .replace(/\s+/gu, ' ')
    .replace(/\s*([(),;])\s*/gu, '$1')
    .replace(/;+$/u, '')
}

interface Case {
  readonly title: string
  readonly postgres: string
}

function casesOf(text: string): readonly Case[] {
  return text
    .split(/^## /mu)
    .slice(1)
    .map(part => {
      const [title = ''] = part.split('\n')
      const postgres = /^\[postgresql\] ([\s\S]*?)(?=^\[sqlite\])/mu.exec(part)?.[1] ?? ''
      return { title, postgres: postgres.trim() }
    })
}

describe.skipIf(!existsSync(RECORDED))('what op sends to PostgreSQL', () => {
  const cases = existsSync(RECORDED) ? casesOf(readFileSync(RECORDED, 'utf8')) : []

  it('is told of every case', () => {
    expect(cases.map(({ title }) => title).filter(title => !(title in CALLS))).toEqual([])
    expect(Object.keys(CALLS)).toHaveLength(cases.length)
  })

  it.each(cases)('$title', async ({ title, postgres }) => {
    const sink = collectingSink()
    await makeOp(sink).run(op => CALLS[title]?.(op))
    const sent = sink.seen.flatMap(statementsOf).join('; ')
    const [instead] = DIFFERENT[title] ?? []
    expect(normal(sent)).toBe(normal(instead ?? postgres))
    if (instead !== undefined) expect(normal(instead)).not.toBe(normal(postgres))
  })
})
