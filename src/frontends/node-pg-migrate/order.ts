/** The order in which node-pg-migrate's runner goes through the files of a folder. */
import { baseName } from '../paths.ts'

/**
 * By the number at the beginning, seventeen digits being a time, then as people sort:
 * https://github.com/salsita/node-pg-migrate/blob/main/src/utils/comparators.ts. Today's runner refuses names without a
 * number; older ones sorted them by their names alone, so that they come last here.
 */
export function compareFiles(a: string, b: string): number {
  const [left, right] = [baseName(a), baseName(b)]
  const [before, after] = [prefixOf(left), prefixOf(right)]
  if (before !== after) return before < after ? -1 : 1
  return left.localeCompare(right, undefined, {
    usage: 'sort',
    numeric: true,
    sensitivity: 'variant',
    ignorePunctuation: true,
  })
}

function prefixOf(name: string): number {
  const digits = /^\d+/u.exec(name)?.[0]
  if (digits === undefined) return Number.POSITIVE_INFINITY
  if (digits.length !== 17) return Number(digits)
  const [, year, month, day, hour, minute, second, ms] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/u.exec(digits) ?? []
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`)
}
