/** What a module exports as its migration: functions of its own, or those of the object that it exports as a whole. */
import type { Evaluation } from './evaluate.ts'
import type { Value } from './values.ts'

/** An export by its name, also of `export default { up }` and `module.exports = { up }`. */
export function exportedAs({ exports }: Evaluation, name: string): Value | undefined {
  const whole = exports.get('default')
  return exports.get(name) ?? (whole?.kind === 'object' ? whole.properties.value.get(name) : undefined)
}
