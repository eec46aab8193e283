/** The calls of `op` that were recorded of Alembic, as operations, by the title of the record. */
import type { Constraint } from '../../src/model/constraint.ts'
import { dataType, type DataType } from '../../src/model/data-type.ts'
import type { BareOperation } from '../../src/model/operation.ts'
import { column, constant, expression } from './make.ts'

const users = { name: 'users' }
const orders = { name: 'orders' }
const integer = dataType('integer')
const none = { functions: [], columns: [], provesNotNull: [] }
const zero = constant("'0'", '0')
const accountStatus: DataType = { name: 'account_status', arguments: [], dimensions: 0 }
const statusType = { name: 'account_status' }

const add = (
  name: string,
  type: DataType,
  rest: Parameters<typeof column>[2] = {},
  table: { readonly schema?: string; readonly name: string } = users,
): BareOperation => ({ kind: 'addColumn', table, column: column(name, type, rest) })

const constrain = (
  constraint: Constraint,
  table: { schema?: string; name: string } = users,
): BareOperation => ({
  kind: 'addConstraint',
  table,
  constraint,
})

const toUsers = (rest: object = {}, columns: readonly string[] = ['user_id']): Constraint => ({
  kind: 'foreignKey',
  columns,
  references: { table: users, columns: ['id'] },
  ...rest,
})

const unique = (columns: readonly string[], rest: object = {}): Constraint => ({
  kind: 'unique',
  columns,
  include: [],
  ...rest,
})

const check = (name: string, sql: string, rest: object = {}): Constraint => ({
  kind: 'check',
  name,
  expression: expression(sql),
  ...rest,
})

const primaryKey = (columns: readonly string[], name?: string): Constraint => ({
  kind: 'primaryKey',
  columns,
  include: [],
  ...(name !== undefined && { name }),
})

const index = (rest: object = {}, ...parts: readonly object[]): BareOperation => ({
  kind: 'createIndex',
  name: 'ix_u_e',
  table: users,
  parts: parts.length > 0 ? parts : [{ column: 'email' }],
  include: [],
  ...rest,
})

const comment = (
  objectType: 'table' | 'column',
  table: string,
  name: string,
  sql: string,
): BareOperation => ({
  kind: 'objectDdl',
  verb: 'comment',
  objectType,
  name: { name },
  ...(objectType === 'column' && { table: { name: table } }),
  sql,
})

const email = { table: users, column: 'email' }
const n = { table: users, column: 'n' }

const COLUMNS: Readonly<Record<string, readonly BareOperation[]>> = {
  'add_column nullable': [add('phone', dataType('varchar', 20))],
  'add_column NOT NULL no default': [add('phone', dataType('varchar', 20), { notNull: true })],
  'add_column const default': [add('n', integer, { default: zero, notNull: true })],
  "add_column text('0') default": [add('n', integer, { default: constant('0', 0), notNull: true })],
  'add_column now()': [add('ts', dataType('timestamptz'), { default: expression('now()') })],
  'add_column if_not_exists': [
    { kind: 'addColumn', table: users, column: column('n', integer), ifNotExists: true },
  ],
  'add_column fk': [
    add('user_id', integer, {}, orders),
    constrain(toUsers({ name: 'fk_o_u', onDelete: 'cascade' }), orders),
  ],
  'add_column fk inline': [add('user_id', integer, { constraints: [toUsers()] }, orders)],
  'add_column comment': [
    add('n', integer),
    comment('column', 'users', 'n', "COMMENT ON COLUMN users.n IS 'hi'"),
  ],
  'add_column index=True': [add('n', integer), index({ name: 'ix_users_n' }, { column: 'n' })],
  'add_column unique=True': [add('n', integer), constrain(unique(['n']))],
  'add_column check': [add('n', integer, { constraints: [check('ck_n', 'n > 0')] })],
  'add_column pk': [add('id', dataType('serial'), { notNull: true })],
  'add_column pk inline': [
    add('id', dataType('serial'), { notNull: true, constraints: [primaryKey(['id'])] }),
  ],
  'add_column Boolean': [add('b', dataType('boolean'), { default: constant('false', false), notNull: true })],
  'add_column Enum': [
    { kind: 'createEnum', type: statusType, values: ['enabled', 'disabled', 'suspended'] },
    add('s', accountStatus),
  ],
  'add_column Enum non-native+check': [
    add('s', dataType('varchar', 1)),
    constrain(check('st', "s IN ('a', 'b')")),
  ],
  'add_column Computed': [
    add('full', dataType('varchar'), { generated: { expression: expression('a || b'), stored: true } }),
  ],
  'add_column Identity': [add('idn', integer, { identity: { always: true, options: 'START WITH 5' } })],
  'add_column schema': [add('n', integer, {}, { schema: 'app', name: 'users' })],
  drop_column: [{ kind: 'dropColumn', table: users, column: 'phone' }],
  'drop_column if_exists': [{ kind: 'dropColumn', table: users, column: 'phone', ifExists: true }],
  'alter nullable False': [{ kind: 'setNotNull', ...email }],
  'alter nullable True': [{ kind: 'dropNotNull', ...email }],
  'alter default set': [{ kind: 'setDefault', ...email, default: constant("'x'", 'x') }],
  'alter default text': [{ kind: 'setDefault', ...email, default: expression('now()') }],
  'alter default drop': [{ kind: 'dropDefault', ...email }],
  'alter rename': [{ kind: 'renameColumn', ...email, to: 'mail' }],
  'alter type': [{ kind: 'changeColumnType', ...email, type: dataType('varchar', 500) }],
  'alter type using': [{ kind: 'changeColumnType', ...n, type: integer, using: expression('n::integer') }],
  'alter comment': [comment('column', 'users', 'n', "COMMENT ON COLUMN users.n IS 'c''x'")],
  'alter comment None': [comment('column', 'users', 'n', 'COMMENT ON COLUMN users.n IS NULL')],
  'alter all': [
    { kind: 'changeColumnType', ...n, type: dataType('bigint') },
    { kind: 'setNotNull', ...n },
    { kind: 'setDefault', ...n, default: constant("'5'", '5') },
    comment('column', 'users', 'n', "COMMENT ON COLUMN users.n IS 'z'"),
    { kind: 'renameColumn', ...n, to: 'm' },
  ],
  'alter identity set': [{ kind: 'addIdentity', ...n, identity: { always: true } }],
  'alter identity drop': [{ kind: 'dropIdentity', ...n }],
  'alter identity change': [
    { kind: 'setColumnOption', ...n, option: 'identity', value: 'SET GENERATED ALWAYS SET START WITH 10' },
  ],
  'alter Boolean->Integer w/constraint': [
    { kind: 'changeColumnType', table: { name: 't' }, column: 'q', type: integer },
  ],
  'quoting reserved/upper': [add('Order', integer, {}, { name: 'user' })],
  'batch add': [add('foo', integer), { kind: 'dropColumn', table: users, column: 'bar' }],
}

const INDEXES: Readonly<Record<string, readonly BareOperation[]>> = {
  create_index: [index()],
  'create_index unique': [index({ unique: true })],
  'create_index ifne': [index({ ifNotExists: true })],
  'create_index concurrently': [index({ concurrently: true })],
  'create_index expr': [index({}, { expression: expression('lower(email)') }, { column: 'b' })],
  'create_index desc': [index({}, { column: 'email', order: 'desc', nulls: 'last' })],
  'create_index partial': [index({ where: expression('deleted_at IS NULL') })],
  'create_index gin+ops': [index({ using: 'gin' }, { column: 'doc', operatorClass: 'jsonb_path_ops' })],
  'create_index include/with/tbs': [
    index({ include: ['b'], storageParameters: 'fillfactor = 50', tablespace: 'ts' }, { column: 'a' }),
  ],
  drop_index: [{ kind: 'dropIndex', index: { name: 'ix_u_e' } }],
  'drop_index concurrently ifx': [
    { kind: 'dropIndex', index: { name: 'ix_u_e' }, concurrently: true, ifExists: true },
  ],
}

const CONSTRAINTS: Readonly<Record<string, readonly BareOperation[]>> = {
  create_unique: [constrain(unique(['a', 'b'], { name: 'uq_u' }))],
  'create_unique deferrable': [
    constrain(unique(['a'], { name: 'uq_u', deferrable: true, initiallyDeferred: true })),
  ],
  'create_unique None': [constrain(unique(['a']))],
  create_check: [constrain(check('ck_u', 'age > 0'))],
  'create_check not valid': [constrain(check('ck_u', 'age > 0', { notValid: true }))],
  create_pk: [constrain(primaryKey(['id', 'v'], 'pk_u'))],
  create_fk: [constrain(toUsers({ name: 'fk_o', onDelete: 'cascade' }), orders)],
  'create_fk full': [
    constrain(
      {
        ...toUsers({
          name: 'fk_o',
          match: 'full',
          onUpdate: 'set null',
          deferrable: true,
          initiallyDeferred: true,
        }),
        references: { table: { schema: 'b', name: 'users' }, columns: ['id'] },
      } as Constraint,
      { schema: 'a', name: 'orders' },
    ),
  ],
  'create_fk not valid': [constrain(toUsers({ name: 'fk_o', notValid: true }), orders)],
  'create_fk None': [constrain(toUsers(), orders)],
  create_exclude: [
    constrain(
      {
        kind: 'exclude',
        name: 'ex',
        using: 'gist',
        elements: [{ part: { column: 'period' }, operator: '&&' }],
        where: expression("grp <> 'x'"),
      },
      { name: 'u' },
    ),
  ],
  'drop_constraint fk': [{ kind: 'dropConstraint', table: orders, name: 'fk_o' }],
  'drop_constraint ifx': [{ kind: 'dropConstraint', table: orders, name: 'fk_o', ifExists: true }],
}

const profiles: BareOperation = {
  kind: 'createTable',
  table: { name: 'profiles' },
  columns: [
    column('id', dataType('serial'), { notNull: true }),
    column('user_id', integer, { notNull: true }),
    column('first_name', dataType('varchar', 100)),
    column('bio', dataType('text')),
    column('created_at', dataType('timestamp'), { notNull: true }),
    column('amount', dataType('numeric', 10, 2), { default: zero }),
    column('flag', dataType('boolean')),
    column('j', dataType('json')),
    column('u', dataType('bytea')),
  ],
  constraints: [
    primaryKey(['id'], 'pk_profiles'),
    toUsers({ name: 'fk_p_u', onDelete: 'cascade' }),
    unique(['user_id'], { name: 'uq_p_u' }),
    check('ck_p_a', 'amount >= 0'),
  ],
}

const tableT = (other: BareOperation & { kind: 'addColumn' }, rest: object = {}): BareOperation => ({
  kind: 'createTable',
  table: { name: 't' },
  columns: [column('id', dataType('serial'), { notNull: true }), other.column],
  constraints: [primaryKey(['id'])],
  ...rest,
})

const insert = (values: string): BareOperation => ({
  kind: 'insertRows',
  table: { name: 'account' },
  columns: ['id', 'name'],
  rows: 1,
  reads: [],
  sql: `INSERT INTO account (id, name) VALUES ${values}`,
})

const TABLES: Readonly<Record<string, readonly BareOperation[]>> = {
  create_table: [profiles, comment('table', '', 'profiles', "COMMENT ON TABLE profiles IS 'prof'")],
  'create_table serial+index': [
    tableT({ kind: 'addColumn', table: users, column: column('x', integer) }, { ifNotExists: true }),
    index({ name: 'ix_t_x', table: { name: 't' } }, { column: 'x' }),
  ],
  'create_table enum': [
    { kind: 'createEnum', type: { name: 'my_enum' }, values: ['a', 'b'] },
    tableT({
      kind: 'addColumn',
      table: users,
      column: column('e', { name: 'my_enum', arguments: [], dimensions: 0 }),
    }),
  ],
  create_table_comment: [comment('table', '', 't', "COMMENT ON TABLE t IS 'it''s'")],
  drop_table_comment: [comment('table', '', 't', 'COMMENT ON TABLE t IS NULL')],
  drop_table: [{ kind: 'dropTable', table: { name: 't' } }],
  'drop_table ifx': [{ kind: 'dropTable', table: { name: 't' }, ifExists: true }],
  rename_table: [{ kind: 'renameTable', table: { name: 'a' }, to: 'b' }],
  'rename_table schema': [{ kind: 'renameTable', table: { schema: 's', name: 'a' }, to: 'b' }],
  bulk_insert: [insert("(1, 'John''s')"), insert('(2, NULL)')],
  'execute str': [
    {
      kind: 'updateRows',
      table: users,
      set: [],
      reads: [],
      sql: "UPDATE users SET phone = '' WHERE phone IS NULL",
    },
  ],
  'execute construct': [
    {
      kind: 'updateRows',
      table: { name: 'a' },
      set: [{ column: 'name', value: { ...none, sql: "'y'", literal: 'y' } }],
      where: expression("name = 'x'"),
      reads: [],
    },
  ],
}

/** The operations of each call. */
export const OP_CALLS: Readonly<Record<string, readonly BareOperation[]>> = {
  ...COLUMNS,
  ...INDEXES,
  ...CONSTRAINTS,
  ...TABLES,
}
