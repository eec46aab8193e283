/** Every frontend by its folder; written by npm run generate. */
import type { Frontend } from './frontend.ts'
import { dbMigrate } from './db-migrate/index.ts'
import { drizzle } from './drizzle/index.ts'
import { knex } from './knex/index.ts'
import { kysely } from './kysely/index.ts'
import { migrateLint } from './migrate-lint/index.ts'
import { mikroOrm } from './mikro-orm/index.ts'
import { nodePgMigrate } from './node-pg-migrate/index.ts'
import { nodePostgres } from './node-postgres/index.ts'
import { postgresJs } from './postgres-js/index.ts'
import { prisma } from './prisma/index.ts'
import { sequelize } from './sequelize/index.ts'
import { slonik } from './slonik/index.ts'
import { sql } from './sql/index.ts'
import { typeorm } from './typeorm/index.ts'

/** The frontends, sorted by name. */
export const frontends: readonly Frontend[] = [
  dbMigrate,
  drizzle,
  knex,
  kysely,
  migrateLint,
  mikroOrm,
  nodePgMigrate,
  nodePostgres,
  postgresJs,
  prisma,
  sequelize,
  slonik,
  sql,
  typeorm,
]
