/** What the plugin is called. */

/** As ESLint reads it: https://eslint.org/docs/latest/extend/plugins#meta-data-in-plugins */
export const meta = {
  name: 'eslint-plugin-migrate-lint',
  version: '0.1.0',
  namespace: 'migrate-lint',
} as const

/** The language of `.sql` files, as configurations name it. */
export const SQL_LANGUAGE = 'migrate-lint/sql'
