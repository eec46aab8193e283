/** The names that a configuration may use. */
import { rules } from '../../rules/index.ts'
import { frontends } from '../frontends/index.ts'
import { builtInRules } from '../lint/built-in-rules.ts'
import type { KnownNames } from './validate-config.ts'

/** All rules, those of the engine included, and all frontends. */
export function knownNames(): KnownNames {
  return { rules: [...rules, ...builtInRules], frameworks: frontends.map(({ name }) => name) }
}
