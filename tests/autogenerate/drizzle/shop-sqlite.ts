/** A schema of Drizzle for SQLite with what Drizzle has words for. */
import { sql } from 'drizzle-orm'
import {
  blob,
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  sqliteView,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'

export const customers = sqliteTable(
  'customers',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    email: text({ length: 100 }).notNull().unique(),
    fullName: text().default('anna'),
    settings: text({ mode: 'json' }).default({ dark: true }),
    isActive: integer({ mode: 'boolean' }).notNull().default(true),
    createdAt: integer({ mode: 'timestamp' })
      .notNull()
      .default(sql`(unixepoch())`),
    score: real().default(-1.5),
    picture: blob(),
    shout: text().generatedAlwaysAs(sql`upper(email)`),
    whisper: text().generatedAlwaysAs(sql`lower(email)`, { mode: 'stored' }),
  },
  t => [
    unique('customers_name').on(t.fullName, t.score),
    index('ix_customers_email').on(t.email),
    uniqueIndex('ix_customers_lower')
      .on(sql`lower(${t.email})`)
      .where(sql`${t.fullName} <> ''`),
    check('ck_customers_score', sql`${t.score} > -10`),
  ],
)

export const orders = sqliteTable(
  'orders',
  {
    customerId: integer()
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    number: text().notNull(),
    replaces: text(),
  },
  t => [
    primaryKey({ columns: [t.customerId, t.number] }),
    foreignKey({ columns: [t.customerId, t.replaces], foreignColumns: [t.customerId, t.number] }).onUpdate(
      'set null',
    ),
  ],
)

export const active = sqliteView('active').as(query =>
  query
    .select({ id: customers.id })
    .from(customers)
    .where(sql`${customers.isActive}`),
)
