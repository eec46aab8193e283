/** Types that the application reads, writes and compares in the same way. */
import type { DataType } from '../model/data-type.ts'
import { baseType } from './domains.ts'
import { isKnownType } from './assignment-casts.ts'
import type { EffectContext } from './effect-context.ts'

const FAMILIES: Readonly<Record<string, string>> = {
  smallint: 'integer',
  integer: 'integer',
  bigint: 'integer',
  real: 'float',
  'double precision': 'float',
  text: 'text',
  varchar: 'text',
  char: 'text',
  citext: 'text',
  name: 'text',
  timestamp: 'timestamp',
  timestamptz: 'timestamp',
  time: 'time',
  timetz: 'time',
  json: 'json',
  jsonb: 'json',
  inet: 'inet',
  cidr: 'inet',
  bit: 'bit',
  varbit: 'bit',
}

/**
 * Whether both types are known and an application that knows the first would be surprised by the second. What
 * extensions and older parts of the history define is not known; of two enums the values decide, not this.
 */
export function changesFamily(from: DataType, to: DataType, context: EffectContext): boolean {
  const [old, wanted] = [baseType(context, from), baseType(context, to)]
  if (!isKnownType(old, context) || !isKnownType(wanted, context)) return false
  if (old.dimensions > 0 !== wanted.dimensions > 0) return true
  const [one, other] = [context.schema.enum(old), context.schema.enum(wanted)]
  if (one && other) return false
  return one !== undefined || other !== undefined || familyOf(old) !== familyOf(wanted)
}

function familyOf({ name }: DataType): string {
  return FAMILIES[name] ?? name
}
