/** Whether every value of a type fits a new length, precision or scale of the same type, so that PostgreSQL leaves it alone. */
import type { DataType } from '../model/data-type.ts'

type Argument = number | string | undefined

/**
 * Types whose length cast PostgreSQL leaves out when it cannot change a value (the support functions varchar_support,
 * numeric_support, timestamp_support …): from the old and the new arguments. Of other types only equal arguments are free.
 */
const FITS: Readonly<Record<string, (from: readonly Argument[], to: readonly Argument[]) => boolean>> = {
  varchar: (from, to) => atLeast(to[0], from[0]),
  varbit: (from, to) => atLeast(to[0], from[0]),
  numeric: ([precision, scale = 0], [newPrecision, newScale = 0]) =>
    newPrecision === undefined ||
    (precision !== undefined && scale === newScale && atLeast(newPrecision, precision)),
  timestamp: precisionFits,
  timestamptz: precisionFits,
  time: precisionFits,
  timetz: precisionFits,
  interval: precisionFits,
}

/** Whether no value changes; `to` is the same type as `from`. */
export function keepsValues(from: DataType, to: DataType): boolean {
  if (from.arguments.join() === to.arguments.join()) return true
  return FITS[from.name]?.(from.arguments, to.arguments) ?? to.arguments.length === 0
}

/** Microseconds: six digits are all there are. */
function precisionFits([from = 6]: readonly Argument[], [to = 6]: readonly Argument[]): boolean {
  return atLeast(to, from)
}

/** An absent new length admits everything, an absent old one is not bounded. */
function atLeast(to: Argument, from: Argument): boolean {
  if (to === undefined) return true
  return typeof to === 'number' && typeof from === 'number' && to >= from
}
