/** Calls the rules for one direction of one migration. */
import type { CodeRemark } from '../model/code-remark.ts'
import type { Migration } from '../model/migration.ts'
import { visit, type Operation, type OperationKind } from '../model/operation.ts'
import { positionAt } from '../source/source-file.ts'
import type { Finding, Hazard } from './finding.ts'
import { findingFrom, type Origin } from './finding-from.ts'
import type { Checks, MigrationContext, Place, Rule } from './rule.ts'
import { JudgedFindings, JudgedMigration, JudgedOperation, type Asking, type Judged } from './rule-context.ts'
import type { ActiveRule } from './settings.ts'

/** The rules by what they asked for, each list in the order of the rules. */
export interface RuleIndex {
  readonly byKind: ReadonlyMap<OperationKind, readonly ActiveRule[]>
  readonly each: readonly ActiveRule[]
  readonly remarks: readonly ActiveRule[]
  readonly migration: readonly ActiveRule[]
  readonly findings: readonly ActiveRule[]
  /** Nothing to ask. */
  readonly empty: boolean
}

/**
 * What a statement does to tables, rows and the running application is judged for PostgreSQL; in another dialect,
 * whose statements are not all read, such rules would guess. What the code does is the same everywhere.
 */
const EVERYWHERE: ReadonlySet<Hazard> = new Set<Hazard>([
  'fails-to-run',
  'irreversible',
  'runs-out-of-order',
  'convention',
])

function understands(rule: Rule, { dialect }: Migration): boolean {
  if (rule.dialects) return rule.dialects.some(each => each === (dialect ?? 'postgres'))
  return dialect === undefined || EVERYWHERE.has(rule.hazard)
}

/** Which rules judge this direction of this migration; each answer is worked out once. */
export function ruleIndexes(active: readonly ActiveRule[]): (judged: Origin) => RuleIndex {
  const indexes = new Map<string, RuleIndex>()
  return ({ migration, direction }) => {
    const key = `${direction} ${migration.dialect ?? 'postgres'}`
    const known = indexes.get(key)
    if (known) return known
    const made = indexRules(
      active.filter(
        ({ rule, judgesDown }) => (direction === 'up' || judgesDown) && understands(rule, migration),
      ),
    )
    indexes.set(key, made)
    return made
  }
}

function indexRules(active: readonly ActiveRule[]): RuleIndex {
  const byKind = new Map<OperationKind, ActiveRule[]>()
  for (const each of active) {
    for (const kind of kindsOf(each.rule.check)) byKind.set(kind, [...(byKind.get(kind) ?? []), each])
  }
  return {
    byKind,
    each: active.filter(({ rule }) => rule.check.each),
    remarks: active.filter(({ rule }) => rule.check.remarks),
    migration: active.filter(({ rule }) => rule.check.migration),
    findings: active.filter(({ rule }) => rule.check.findings),
    empty: active.every(({ rule }) => Object.keys(rule.check).length === 0),
  }
}

/** The findings of one direction, in the order in which the rules reported them. */
export function judge(judged: Judged, rules: RuleIndex): readonly Finding[] {
  const findings: Finding[] = []
  const askings = new Map<ActiveRule, Asking>()
  const asking = (active: ActiveRule): Asking => {
    const known = askings.get(active)
    if (known) return known
    const report: MigrationContext['report'] = (place, values, reporting) => {
      findings.push(findingFrom(active, judged, place, values, reporting))
    }
    const made = { options: active.options, report }
    askings.set(active, made)
    return made
  }
  judged.replay.operations.forEach((operation, index) => {
    const context = (active: ActiveRule) => new JudgedOperation(judged, asking(active), index)
    for (const active of rules.byKind.get(operation.kind) ?? [])
      attempt(active, operation, () => visit(active.rule.check, operation, context(active)))
    for (const active of rules.each)
      attempt(active, operation, () => active.rule.check.each?.(operation, context(active)))
  })
  for (const remark of judged.migration.remarks ?? []) {
    if (remark.direction !== judged.direction) continue
    for (const active of rules.remarks) {
      const context = new JudgedMigration(judged, asking(active))
      attempt(active, remark, () => visitRemark(active.rule.check, remark, context))
    }
  }
  for (const active of rules.migration) {
    const context = new JudgedMigration(judged, asking(active))
    attempt(active, judged.migration, () => active.rule.check.migration?.(context))
  }
  return findings
}

/** What the rules that ask for it say about what all others found in the same direction. */
export function judgeFindings(
  judged: Judged,
  rules: RuleIndex,
  found: readonly Finding[],
): readonly Finding[] {
  const findings: Finding[] = []
  const own = found.filter(({ direction }) => direction === judged.direction)
  for (const active of rules.findings) {
    const report: MigrationContext['report'] = (place, values, reporting) => {
      findings.push(findingFrom(active, judged, place, values, reporting))
    }
    const context = new JudgedFindings(judged, { options: active.options, report }, own)
    attempt(active, judged.migration, () => active.rule.check.findings?.(context))
  }
  return findings
}

/** Calls the check for the remark's kind, if there is one. */
function visitRemark({ remarks }: Checks, remark: CodeRemark, context: MigrationContext): void {
  const check = remarks?.[remark.kind] as
    ((remark: CodeRemark, context: MigrationContext) => void) | undefined
  check?.(remark, context)
}

const OF_NO_KIND = new Set(['each', 'migration', 'remarks', 'findings', 'history'])

function kindsOf(checks: Checks): readonly Operation['kind'][] {
  const isKind = (key: string): key is OperationKind => !OF_NO_KIND.has(key)
  return Object.keys(checks).filter(isKind)
}

/** A rule that throws is a mistake in the rule: the message says which, and where it happened. */
function attempt({ rule }: ActiveRule, { span }: Place, check: () => void): void {
  try {
    check()
  } catch (cause) {
    const { line, column } = positionAt(span.file, span.start)
    const place = `${span.file.path}:${line}:${column}`
    throw new Error(`The rule ${rule.id} failed at ${place}: ${String(cause)}`, { cause })
  }
}
