/** Public repositories by the name of their checkout, and which files their own runners list as migrations. */

/** One folder of migrations. */
export interface Listing {
  /** From the root of the checkout; `*` stands for one folder. */
  readonly folder: string
  /** Paths below the folder that the runner takes. */
  readonly lists: RegExp
}

const PRISMA = /^[^/]+\/migration\.sql$/u
const CODE = /^[^./][^/]*\.[cm]?[jt]s$/u
const TYPEORM_BY_DATABASE = /^[^/]+\/\d+-[^/]+\.ts$/u

/**
 * What stands in the configuration of each: TypeORM takes the classes that its list or pattern names, Knex and
 * node-pg-migrate every script, Kysely's provider and Umzug what the code tells them, Prisma and diesel folders.
 */
export const LISTINGS: Readonly<Record<string, readonly Listing[]>> = {
  oneuptime: [
    { folder: 'Common/Server/Infrastructure/Postgres/SchemaMigrations', lists: /^\d+-[^/]+\.ts$/u },
  ],
  gitpod: [{ folder: 'components/gitpod-db/src/typeorm/migration', lists: /^\d+-[^/]+\.ts$/u }],
  'ever-gauzy': [{ folder: 'packages/core/src/lib/database/migrations', lists: CODE }],
  Flowise: [{ folder: 'packages/server/src/database/migrations', lists: TYPEORM_BY_DATABASE }],
  // The folder of MongoDB holds no SQL.
  jackson: [{ folder: 'npm/migration', lists: TYPEORM_BY_DATABASE }],
  nango: [
    { folder: 'packages/database/lib/migrations', lists: CODE },
    { folder: 'packages/fleet/lib/db/migrations', lists: CODE },
    { folder: 'packages/keystore/lib/db/migrations', lists: CODE },
    { folder: 'packages/records/lib/stores/postgres/migrations', lists: CODE },
    { folder: 'packages/scheduler/lib/db/migrations', lists: CODE },
  ],
  'uptime-kuma': [{ folder: 'db/knex_migrations', lists: CODE }],
  wiki: [{ folder: 'server/db/migrations', lists: CODE }],
  parabol: [{ folder: 'packages/server/postgres/migrations', lists: CODE }],
  docmost: [{ folder: 'apps/server/src/database/migrations', lists: CODE }],
  'stacks-blockchain-api': [{ folder: 'migrations', lists: CODE }],
  vuorovaikutusalusta: [{ folder: 'server/migrations', lists: CODE }],
  outline: [{ folder: 'server/migrations', lists: CODE }],
  metriport: [{ folder: 'packages/api/src/sequelize/migrations', lists: CODE }],
  medusa: [{ folder: 'packages/modules/*/src/migrations', lists: CODE }],
  'dbildungs-iam-server': [{ folder: 'migrations', lists: /^Migration\d[^/]*\.ts$/u }],
  tupaia: [{ folder: 'packages/database/src/core/migrations', lists: CODE }],
  logto: [{ folder: 'packages/schemas/alterations', lists: CODE }],
  // A folder below is a scope of db-migrate.
  unleash: [{ folder: 'src/migrations', lists: /^(?:[^/]+\/)?\d[^/]*\.js$/u }],
  documenso: [{ folder: 'packages/prisma/migrations', lists: PRISMA }],
  langfuse: [{ folder: 'packages/shared/prisma/migrations', lists: PRISMA }],
  umami: [{ folder: 'prisma/migrations', lists: PRISMA }],
  // One file is not in the journal, which is what Drizzle goes by.
  dokploy: [{ folder: 'apps/dokploy/drizzle', lists: /^(?!0130_abandoned_dagger)[^/]+\.sql$/u }],
  storage: [{ folder: 'migrations', lists: /^[^/]+\/\d+-[^/]+\.sql$/u }],
  lemmy: [{ folder: 'migrations', lists: /^[^/]+\/up\.sql$/u }],
}
