/** Calls the rules for one direction of one migration. */
import type { CodeRemark } from '../model/code-remark.ts'
import type { Migration } from '../model/migration.ts'
import type { Operation, OperationKind } from '../model/operation.ts'
import { positionAt } from '../source/source-file.ts'
import type { Finding, Hazard } from './finding.ts'
import { findingFrom, type Origin } from './finding-from.ts'
import type { Checks, MigrationContext, Place, Rule, RuleContext } from './rule.ts'
import { JudgedFindings, JudgedMigration, JudgedOperation, type Asking, type Judged } from './rule-context.ts'
import type { ActiveRule } from './settings.ts'

/** A rule with what it does for one kind of operation. */
interface OperationCheck {
  readonly active: ActiveRule
  readonly check: (operation: Operation, context: RuleContext) => void
}

/** The rules by what they asked for, each list in the order of the rules. */
export interface RuleIndex {
  /** What rules do for an operation of a kind: first those that asked for this kind, then those that see all. */
  readonly checksFor: (kind: OperationKind) => readonly OperationCheck[]
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

/** Whether what a rule says holds for migrations of that dialect; absent means PostgreSQL. */
export function understands(rule: Rule, { dialect }: Pick<Migration, 'dialect'>): boolean {
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
  const byKind = new Map<OperationKind, readonly OperationCheck[]>()
  const checksOf = (kind: OperationKind | 'each') => active.flatMap(each => operationCheck(each, kind) ?? [])
  return {
    checksFor(kind) {
      const known = byKind.get(kind) ?? [...checksOf(kind), ...checksOf('each')]
      byKind.set(kind, known)
      return known
    },
    remarks: active.filter(({ rule }) => rule.check.remarks),
    migration: active.filter(({ rule }) => rule.check.migration),
    findings: active.filter(({ rule }) => rule.check.findings),
    empty: active.every(({ rule }) => Object.keys(rule.check).length === 0),
  }
}

function operationCheck(active: ActiveRule, kind: OperationKind | 'each'): OperationCheck | undefined {
  const check = active.rule.check[kind] as OperationCheck['check'] | undefined
  return check && { active, check }
}

/** The findings of one direction, in the order in which the rules reported them. */
export function judge(judged: Judged, rules: RuleIndex): readonly Finding[] {
  const findings: Finding[] = []
  const asking = askings(judged, findings)
  for (const [index, operation] of judged.replay.operations.entries()) {
    for (const { active, check } of rules.checksFor(operation.kind)) {
      try {
        check(operation, new JudgedOperation(judged, asking(active), index))
      } catch (cause) {
        throw mistakeOf(active, operation, cause)
      }
    }
  }
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

/** What each rule adds to the contexts in which it is asked, made once. */
function askings(judged: Judged, findings: Finding[]): (active: ActiveRule) => Asking {
  const known = new Map<ActiveRule, Asking>()
  return active => {
    const before = known.get(active)
    if (before) return before
    const report: MigrationContext['report'] = (place, values, reporting) => {
      findings.push(findingFrom(active, judged, place, values, reporting))
    }
    const made = { options: active.options, report }
    known.set(active, made)
    return made
  }
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

function attempt(active: ActiveRule, place: Place, check: () => void): void {
  try {
    check()
  } catch (cause) {
    throw mistakeOf(active, place, cause)
  }
}

/** A rule that throws is a mistake in the rule: the message says which, and where it happened. */
function mistakeOf({ rule }: ActiveRule, { span }: Place, cause: unknown): Error {
  const { line, column } = positionAt(span.file, span.start)
  const place = `${span.file.path}:${line}:${column}`
  return new Error(`The rule ${rule.id} failed at ${place}: ${String(cause)}`, { cause })
}
