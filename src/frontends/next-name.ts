/** The names of new migrations: the next number or time behind the newest one, and words that say what it does. */

/** What a migration's name begins with: digits, and what stands behind them. */
const NUMBERED = /^(\d+)([_.-])/u

/** `0007_validate_customer`, behind `0006_orders`; undefined when the newest name has no number. */
export function nextName(names: readonly string[], title: string): string | undefined {
  const found = names.flatMap(name => {
    const [, digits, separator] = NUMBERED.exec(name) ?? []
    return digits === undefined || separator === undefined ? [] : [{ digits, separator }]
  })
  const newest = found.reduce<(typeof found)[number] | undefined>(
    (best, each) => (best && BigInt(best.digits) >= BigInt(each.digits) ? best : each),
    undefined,
  )
  if (!newest || found.length < names.length) return undefined
  return nextNumber(newest.digits) + newest.separator + snake(title)
}

/** The number after this one; a time of fourteen digits goes on by a second, one of thirteen by a thousand milliseconds. */
export function nextNumber(digits: string): string {
  if (digits.length === 14) return nextSecond(digits)
  const step = digits.length === 13 ? 1000n : 1n
  return String(BigInt(digits) + step).padStart(digits.length, '0')
}

function nextSecond(digits: string): string {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/u.exec(digits) ?? []
  const time = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second) + 1,
  )
  return new Date(time).toISOString().replace(/\D/gu, '').slice(0, 14)
}

/** `validate_orders_customer_fk`. */
export function snake(title: string): string {
  return wordsOf(title).join('_')
}

/** `ValidateOrdersCustomerFk`. */
export function pascal(title: string): string {
  return wordsOf(title)
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

function wordsOf(title: string): readonly string[] {
  return title.toLowerCase().match(/[a-z0-9]+/gu) ?? []
}
