/** The names of new migrations: a number, or a time as projects with Kysely write it. */
import { nextName, snake } from '../next-name.ts'

/** `2025-05-29T16:37:15.360Z_orders`, `20250529T163715-orders` */
const TIMES: readonly (readonly [RegExp, (time: Date) => string])[] = [
  [/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)([_.-])/u, time => time.toISOString()],
  [
    /^(\d{8}T\d{6})([_.-])/u,
    time => time.toISOString().replace(/[-:]/gu, '').slice(0, 'YYYYMMDDTHHMMSS'.length),
  ],
]

/** A name that sorts behind all others; undefined when that cannot be told from the names. */
export function nextMigrationName(names: readonly string[], title: string): string | undefined {
  for (const [pattern, write] of TIMES) {
    const found = names.flatMap(name => {
      const [, time, separator] = pattern.exec(name) ?? []
      return time === undefined || separator === undefined ? [] : [{ time, separator }]
    })
    const newest = found.toSorted((a, b) => (a.time < b.time ? -1 : 1)).at(-1)
    if (!newest || found.length < names.length) continue
    const next = new Date(dateOf(newest.time).getTime() + 1000)
    if (Number.isNaN(next.getTime())) return undefined
    const words = newest.separator === '-' ? snake(title).replaceAll('_', '-') : snake(title)
    return write(next) + newest.separator + words
  }
  return nextName(names, title)
}

function dateOf(time: string): Date {
  if (time.includes('-')) return new Date(time)
  return new Date(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/u, '$1-$2-$3T$4:$5:$6Z'))
}
