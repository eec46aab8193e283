/** What a module exports as its migration: functions of its own, or those of the object that it exports as a whole. */
import type { Evaluation } from './evaluate.ts'
import type { Value } from './values.ts'

/** An export by its name, also of `export default { up }`, `module.exports = { up }` and one `export const orders = { up }`. */
export function exportedAs({ exports }: Evaluation, name: string): Value | undefined {
  const direct = exports.get(name)
  if (direct) return direct
  const objects = [...exports.values()].flatMap(value => (value.kind === 'object' ? [value] : []))
  const whole = exports.get('default')
  const holders =
    whole?.kind === 'object' ? [whole] : objects.filter(({ properties }) => properties.value.has('up'))
  return holders.length === 1 ? holders[0]?.properties.value.get(name) : undefined
}
