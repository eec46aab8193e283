/** Values of PostgreSQL's time parameters: https://www.postgresql.org/docs/current/config-setting.html#CONFIG-SETTING-NAMES-VALUES */
import type { Timeout } from './transaction-context.ts'

/** Units are case-sensitive, as the server has them. */
const MILLISECONDS: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/** Milliseconds of `5s`, `500ms`, `1min` or a plain number, which counts milliseconds; `unknown` for what the server would refuse. */
export function parseDuration(value: string | number): Timeout {
  const match = /^\s*(\d+\.?\d*|\.\d+)\s*([a-z]*)\s*$/u.exec(String(value))
  if (!match) return 'unknown'
  const unit = match[2] === '' ? 1 : MILLISECONDS[match[2] ?? '']
  if (unit === undefined) return 'unknown'
  return Math.round(Number(match[1]) * unit)
}
