/** When two spellings of a type are the same type. */
import { formatType, type DataType } from '../model/data-type.ts'

/** Arguments that PostgreSQL adds where none are written. https://www.postgresql.org/docs/current/datatype.html */
const IMPLIED: Readonly<Record<string, (args: DataType['arguments']) => DataType['arguments']>> = {
  char: args => (args.length === 0 ? [1] : args),
  bit: args => (args.length === 0 ? [1] : args),
  numeric: args => (args.length === 1 ? [...args, 0] : args),
}

/** The type in one spelling: `char` is `char(1)`, `numeric(5)` is `numeric(5,0)`, all arrays have one dimension. */
export function normalType(type: DataType): string {
  const schema = type.schema === 'public' || type.schema === 'pg_catalog' ? undefined : type.schema
  const args = type.schema === undefined ? IMPLIED[type.name]?.(type.arguments) : undefined
  return formatType({
    ...type,
    schema,
    arguments: args ?? type.arguments,
    dimensions: Math.min(1, type.dimensions),
  })
}
