/** What the user's configuration tells the engine, and what a preset makes of each rule. */
import type { Severity } from './finding.ts'
import type { NamingConvention } from './naming.ts'
import type { Rule, RuleOption } from './rule.ts'

/** Named sets of severities. */
export const PRESETS = ['recommended', 'strict', 'all'] as const
export type Preset = (typeof PRESETS)[number]

/** Options of a rule as the user writes them. */
export type RuleOptions = Readonly<Record<string, unknown>>

/** What the user says about a rule. */
export type RuleSetting = Severity | readonly [Severity, RuleOptions]

/** Timeouts that the runner, the role or the database sets before each migration: `5s`, or milliseconds. */
export interface RunnerTimeouts {
  readonly lockTimeout?: string | number | undefined
  readonly statementTimeout?: string | number | undefined
}

export interface LintSettings {
  readonly preset: Preset
  /** Major version of the server. */
  readonly postgresVersion: number
  readonly rules: Readonly<Record<string, RuleSetting>>
  readonly runner: RunnerTimeouts
  /** How constraints that have no name are to be called. */
  readonly naming: NamingConvention
}

/** What holds where the user says nothing. */
export const DEFAULT_SETTINGS: LintSettings = {
  preset: 'recommended',
  postgresVersion: 14,
  rules: {},
  runner: {},
  naming: {},
}

/** A rule that runs, with what preset and user decided about it. */
export interface ActiveRule {
  readonly rule: Rule
  readonly severity: Exclude<Severity, 'off'>
  /** The user wrote the severity, so variants do not change it. */
  readonly fixed: boolean
  readonly options: RuleOptions
  readonly judgesDown: boolean
}

/** The rules that run under the settings, in the order given. */
export function activeRules(rules: readonly Rule[], settings: LintSettings): readonly ActiveRule[] {
  return rules.flatMap(rule => {
    const setting = settings.rules[rule.id]
    const [wanted, own] = typeof setting === 'object' ? setting : [setting, {}]
    const severity = wanted ?? presetSeverity(rule, settings.preset)
    if (severity === 'off') return []
    return [
      {
        rule,
        severity,
        fixed: wanted !== undefined,
        options: { ...presetOptions(rule, settings.preset), ...own },
        judgesDown: rule.judgesDown === true || settings.preset !== 'recommended',
      },
    ]
  })
}

/** The severity of a rule in a preset: `strict` turns on what is off, `all` also raises what only informs. */
export function presetSeverity(rule: Rule, preset: Preset): Severity {
  if (preset === 'recommended') return rule.severity
  if (rule.severity === 'off') return 'warning'
  return preset === 'all' && rule.severity === 'info' ? 'warning' : rule.severity
}

function presetOptions(rule: Rule, preset: Preset): RuleOptions {
  const valueOf = (option: RuleOption) =>
    preset === 'recommended' ? option.default : (option.strict ?? option.default)
  return Object.fromEntries(
    Object.entries(rule.options ?? {}).map(([name, option]) => [name, valueOf(option)]),
  )
}
