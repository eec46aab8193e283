/** Times as users write them. */
import { CallError } from './errors.ts'

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 }

/** Milliseconds: a number of them, or `'250ms'`, `'5s'`, `'2min'`, `'1h'`; `what` stands in messages. */
export function durationOf(value: unknown, what: string): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value
  const [, digits, unit] = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|min|h)?\s*$/u.exec(String(value)) ?? []
  const factor = MILLISECONDS[unit ?? 'ms']
  if (digits !== undefined && factor !== undefined) return Number(digits) * factor
  throw new CallError(
    `${what} is ${String(value)}, which is no time. Write milliseconds, or '250ms', '5s', '2min'.`,
  )
}
