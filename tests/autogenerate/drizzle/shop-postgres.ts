/** A schema of Drizzle for PostgreSQL with what Drizzle has words for. */
import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgEnum,
  pgMaterializedView,
  pgPolicy,
  pgRole,
  pgSchema,
  pgSequence,
  pgTable,
  pgView,
  primaryKey,
  serial,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core'

export const sales = pgSchema('sales')
export const orderState = pgEnum('Order State', ['new', "it's paid"])
export const priority = sales.enum('priority', ['low', 'high'])
export const numbers = pgSequence('numbers', { startWith: 5, increment: 2 })
export const auditor = pgRole('auditor').existing()

export const customers = pgTable(
  'customers',
  {
    id: uuid().primaryKey().defaultRandom(),
    email: varchar({ length: 100 }).notNull().unique(),
    fullName: text().default("o'hara"),
    bornOn: date({ mode: 'date' }).default(new Date('2000-01-02T03:04:05Z')),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull().defaultNow(),
    seenAt: timestamp({ mode: 'date' }).default(new Date('2000-01-02T03:04:05Z')),
    settings: jsonb().default({ dark: true, name: 'its' }),
    tags: text().array().default(['a', 'b c']),
    grid: integer()
      .array()
      .array()
      .default(sql`'{{1,2}}'`),
    referrer: uuid(),
  },
  t => [
    foreignKey({ columns: [t.referrer], foreignColumns: [t.id] }).onDelete('set null'),
    unique('customers_name').on(t.fullName, t.bornOn).nullsNotDistinct(),
    index().on(t.email),
    index('ix_customers_seen').on(t.seenAt.desc(), t.createdAt.desc().nullsFirst(), t.email.nullsFirst()),
    uniqueIndex('ix_customers_lower')
      .on(sql`lower(${t.email})`)
      .where(sql`${t.fullName} <> ''`),
    index('ix_customers_tags').using('gin', t.tags),
    index('ix_customers_ops').on(t.email.op('text_pattern_ops')).with({ fillfactor: 70 }),
    check('ck_customers_email', sql`${t.email} LIKE '%@%'`),
    pgPolicy('own', { to: auditor }),
  ],
)

export const orders = sales.table(
  'orders',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity({ startWith: 1000, increment: 10 }),
    line: bigserial({ mode: 'bigint' }),
    customerId: uuid()
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade', onUpdate: 'restrict' }),
    state: orderState().notNull().default('new'),
    states: orderState().array(),
    priority: priority().default('low'),
    total: numeric({ precision: 10, scale: 2 }).notNull().default('0'),
    gross: numeric().generatedAlwaysAs((): ReturnType<typeof sql> => sql`${orders.total} * 1.19`),
    isPaid: boolean().default(false),
    count: smallint().default(3),
  },
  t => [
    index('ix_orders_state')
      .on(t.state)
      .where(sql`${t.state} = 'new'`),
  ],
)

export const lines = pgTable(
  'lines',
  {
    orderId: bigint({ mode: 'number' }),
    position: serial(),
    number: integer().generatedByDefaultAsIdentity({ name: 'line_no' }),
  },
  t => [
    primaryKey({ columns: [t.orderId, t.position] }),
    foreignKey({ name: 'lines_order', columns: [t.orderId], foreignColumns: [orders.id] }),
  ],
).enableRLS()

export const paid = pgView('paid').as(query =>
  query
    .select({ id: orders.id })
    .from(orders)
    .where(sql`${orders.isPaid}`),
)
export const totals = pgMaterializedView('totals', { n: integer() }).as(
  sql`select count(*)::integer as n from ${lines}`,
)
export const elsewhere = pgView('elsewhere', { n: integer() }).existing()
