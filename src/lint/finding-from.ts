/** A finding from what a rule reports. */
import type { Migration } from '../model/migration.ts'
import { fillSql, fillText } from './fill-text.ts'
import type { Finding } from './finding.ts'
import type { Place, Placeholders, Reporting } from './rule.ts'
import type { ActiveRule } from './settings.ts'

/** Where in the history the rule was looking. */
export interface Origin {
  readonly migration: Migration
  readonly direction: 'up' | 'down'
}

/** Of which migration something is said. */
interface Said {
  readonly migration: Pick<Migration, 'name' | 'framework'>
  readonly direction: 'up' | 'down'
}

/** Fills the rule's texts, or those of the variant that it names. */
export function findingFrom(
  { rule, severity, fixed }: ActiveRule,
  { migration, direction }: Said,
  place: Place,
  values: Placeholders,
  reporting: Reporting = {},
): Finding {
  const variant = reporting.variant === undefined ? undefined : rule.variants?.[reporting.variant]
  if (reporting.variant !== undefined && !variant)
    throw new Error(`the rule ${rule.id} has no variant ${reporting.variant}`)
  const informs = variant?.severity === 'info'
  return {
    rule: rule.id,
    hazard: rule.hazard,
    severity: fixed && !informs ? severity : (variant?.severity ?? severity),
    what: fillText(variant?.what ?? rule.what, values),
    why: fillText(variant?.why ?? rule.why, values),
    remedy: fillSql(variant?.remedy ?? rule.remedy, values),
    span: place.span,
    related: (reporting.related ?? []).map(({ message, at }) => ({ message, span: at.span })),
    migration: { name: migration.name, framework: migration.framework },
    direction,
    ...(reporting.rewrite && { rewrite: reporting.rewrite }),
  }
}
