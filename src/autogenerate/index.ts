/** `migrate-lint/schema`: the schema as it should be, for `target` in env.ts. */
export { column, defineSchema, enumType, extension, index, table, view } from './target/schema-model.ts'
export type {
  IndexOptions,
  RenamedFrom,
  SchemaModel,
  SchemaPart,
  TableOptions,
} from './target/schema-model.ts'
export { drizzle, type DrizzleOptions, type DrizzleSchema } from './drizzle/drizzle-schema.ts'
export { sqlFile, type SqlFile } from './target/sql-file.ts'
export { TargetError } from './target-error.ts'
export type { Target } from './target.ts'
export { asc, desc, f, sql, t } from '../runner/authoring/index.ts'
