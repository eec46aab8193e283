/** The ESLint plugin of migrate-lint: its identity; the rules are added to it by the rule adapter. */

/** Identity of the plugin as ESLint reads it (https://eslint.org/docs/latest/extend/plugins#meta-data-in-plugins). */
export const meta = {
  name: 'eslint-plugin-migrate-lint',
  version: '0.1.0',
  namespace: 'migrate-lint',
} as const
