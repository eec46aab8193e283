/** What `db-migrate create --sql-file` makes, with SQL in its files. */
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

interface Template {
  sqlFileLoaderTemplate(): string
  sqlFileLoaderIgnoreOnInitTemplate(): string
}

/** The files by path, as db-migrate's own templates write them. */
export function loaderFiles(
  name: string,
  template: keyof Template = 'sqlFileLoaderTemplate',
): Readonly<Record<string, string>> {
  const { prototype } = require('db-migrate/lib/migration.js') as {
    readonly prototype: Readonly<Record<keyof Template, (this: { readonly name: string }) => string>>
  }
  return {
    [`migrations/${name}.js`]: prototype[template].call({ name }),
    [`migrations/sqls/${name}-up.sql`]:
      'CREATE TABLE orders (id bigint PRIMARY KEY);\nCREATE INDEX orders_id ON orders (id);\n',
    [`migrations/sqls/${name}-down.sql`]: '/* Replace with your SQL commands */\nDROP TABLE orders;\n',
  }
}
