/** Flags of the command line that change the configuration. */
import { didYouMean } from '../project/closest.ts'
import { ConfigError } from '../project/config-error.ts'
import type { Config, RuleConfig } from '../project/config.ts'
import { knownNames } from '../project/known-names.ts'
import { postgresVersion, ruleSetting } from '../project/validate-config.ts'
import { SEVERITIES } from '../lint/finding.ts'
import { PRESETS, type Preset } from '../lint/settings.ts'

/** Those of the flags that matter here. */
export interface ConfigFlags {
  readonly rule?: readonly string[]
  readonly preset?: string
  readonly postgres?: string
  readonly since?: string
  /** Absolute. */
  readonly schema?: string
}

/** The configuration with what the command line says over it. */
export function configWithFlags(
  config: Config,
  { rule = [], preset, postgres, since, schema }: ConfigFlags,
): Config {
  return {
    ...config,
    ...(since !== undefined && { since }),
    ...(preset !== undefined && { preset: presetOf(preset) }),
    ...(postgres !== undefined && { postgres: { version: versionOf(postgres) } }),
    ...(schema !== undefined && { schema }),
    rules: rule.reduce(withRule, config.rules ?? {}),
  }
}

/** How many warnings are allowed. */
export function maxWarnings(flag: string | undefined): number {
  if (flag === undefined) return Infinity
  if (/^\d+$/u.test(flag)) return Number(flag)
  throw new ConfigError({ where: '--max-warnings', problem: `got ${flag}`, expected: 'a number such as 0' })
}

function presetOf(flag: string): Preset {
  const preset = PRESETS.find(each => each === flag)
  if (preset) return preset
  const [expected, remedy] = [`one of ${PRESETS.join(', ')}`, didYouMean(flag, PRESETS)]
  throw new ConfigError({ where: '--preset', problem: `there is no preset ${flag}`, expected, remedy })
}

function versionOf(flag: string): number {
  const problem = postgresVersion(flag, '')
  if (problem)
    throw new ConfigError({ where: '--postgres', problem: `got ${flag}`, expected: problem.expected })
  return Number(flag)
}

/** `--rule id=severity` keeps the options that the configuration gives the rule. */
function withRule(
  rules: Readonly<Record<string, RuleConfig>>,
  flag: string,
): Readonly<Record<string, RuleConfig>> {
  const [id = '', level = ''] = flag.split('=')
  const severity = SEVERITIES.find(each => each === level)
  const problem = ruleSetting(knownNames().rules)(id, level, id)
  if (problem || !severity) {
    const { key, ...said } = problem ?? { key: id, problem: `got ${flag}` }
    throw new ConfigError({ where: '--rule', ...said, key: key === '' ? undefined : key })
  }
  const before = rules[id]
  return { ...rules, [id]: typeof before === 'object' ? [severity, before[1]] : severity }
}
