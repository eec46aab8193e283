/** Judges a history of migrations: replays it once and asks the rules about each migration on the way. */
import type { History } from '../model/history.ts'
import type { Migration, TransactionScope } from '../model/migration.ts'
import { emptySchema } from '../schema/empty.ts'
import { startMigration } from '../schema/apply.ts'
import type { SchemaState } from '../schema/schema-state.ts'
import { builtInRules, parseError, tooManyFindings } from './built-in-rules.ts'
import { capPerFile, sortFindings, sortSuppressed } from './arrange.ts'
import { overlap } from '../source/overlaps.ts'
import { deduplicate } from './deduplicate.ts'
import { parseDuration } from './duration.ts'
import { findingFrom, type Origin } from './finding-from.ts'
import type { Finding, SuppressedFinding } from './finding.ts'
import { judgeWhole } from './judge-whole.ts'
import { judge, judgeFindings, ruleIndexes, type RuleIndex } from './judge.ts'
import { Replay, type ReplaySettings } from './replay.ts'
import type { Judged } from './rule-context.ts'
import type { Rule } from './rule.ts'
import { withRetirements } from './retirements.ts'
import { inRuns } from './runs.ts'
import { activeRules, DEFAULT_SETTINGS, type ActiveRule, type LintSettings } from './settings.ts'
import { hasDirectives, suppress } from './suppress.ts'
import type { InitialTimeouts } from './transactions.ts'

/** What is judged, and how. */
export interface LintRequest {
  /**
   * All migrations of one history, in the order in which the runner applies them. Each is judged before the next
   * one is asked for, and kept only for the directives in it.
   */
  readonly migrations: Iterable<Migration>
  readonly rules: readonly Rule[]
  readonly settings?: Partial<LintSettings>
  /** Those whose findings are wanted; all when absent. The others are replayed for what they make of the schema. */
  readonly reported?: Pick<ReadonlySet<Migration>, 'has'>
  /** Those that nobody has applied yet, so that the runner applies them in one go; none when absent. */
  readonly fresh?: Pick<ReadonlySet<Migration>, 'has'> | undefined
  /** What is known of them together. */
  readonly history?: History | undefined
  /** What is known of the database before the first migration. */
  readonly start?: SchemaState
  /** Columns that migrations before the first one have declared retired. */
  readonly retired?: ReadonlySet<string> | undefined
}

export interface LintResult {
  /** Sorted by path, place and rule. */
  readonly findings: readonly Finding[]
  readonly suppressed: readonly SuppressedFinding[]
}

/** The findings of a history. */
export function lintHistory(request: LintRequest): LintResult {
  const { active, ids, indexFor, server } = preparedFor(request.rules, request.settings)
  const findings: Finding[] = []
  const withDirectives: Migration[] = []
  let state = request.start ?? emptySchema({ complete: false })
  let retired = request.retired ?? new Set<string>()
  let previous: Replay | undefined
  for (const { migration, goesOn } of inRuns(request.migrations, request.fresh)) {
    const before = startMigration(state)
    const up = replayOf(migration.transaction, migration.up, before, {
      ...serverFor(migration, server),
      goesOnFrom: goesOn ? previous : undefined,
    })
    if (request.reported?.has(migration) ?? true) {
      const judged = directionsOf({ migration, retired }, up, server, indexFor)
      const found = judged.flatMap(each => judge(each, indexFor(each)))
      const first = deduplicate([...parseErrors(migration, active), ...found], active)
      const last = judged.flatMap(each => judgeFindings(each, indexFor(each), first))
      for (const finding of [...first, ...last]) findings.push(finding)
      if (hasDirectives(migration)) withDirectives.push(migration)
    }
    state = up.end
    previous = up
    retired = withRetirements(retired, migration)
  }
  if (request.history) findings.push(...judgeWhole(request.history, active))
  const result = suppress(findings, withDirectives, { active, ids })
  const note = active.find(({ rule }) => rule.id === tooManyFindings.id)
  return {
    findings: capPerFile(sortFindings(result.findings), note),
    suppressed: sortSuppressed(result.suppressed),
  }
}

/** What follows from rules and settings, whatever the history. */
interface Prepared {
  readonly rules: readonly Rule[]
  readonly active: readonly ActiveRule[]
  /** Those of the rules that do not run too. */
  readonly ids: ReadonlySet<string>
  readonly indexFor: (origin: Origin) => RuleIndex
  readonly server: Server
}

/** An editor lints under the same settings at every keystroke. */
const prepared = new WeakMap<Partial<LintSettings>, Prepared>()

function preparedFor(rules: readonly Rule[], wanted: Partial<LintSettings> = {}): Prepared {
  const known = prepared.get(wanted)
  if (known?.rules === rules) return known
  const settings = { ...DEFAULT_SETTINGS, ...wanted }
  const all = [...builtInRules, ...rules]
  const active = activeRules(all, settings)
  const ids = new Set(all.map(({ id }) => id))
  const made = { rules, active, ids, indexFor: ruleIndexes(active), server: serverOf(settings) }
  prepared.set(wanted, made)
  return made
}

/** The rules that run under these settings, those of the engine included, sorted by id. */
export function rulesThatRun(rules: readonly Rule[], settings: Partial<LintSettings> = {}): readonly Rule[] {
  return activeRules([...builtInRules, ...rules], { ...DEFAULT_SETTINGS, ...settings })
    .map(({ rule }) => rule)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Both directions, as far as there is something to ask about the way back. */
function directionsOf(
  { migration, retired }: Pick<Judged, 'migration' | 'retired'>,
  up: Replay,
  server: Server,
  indexFor: (origin: Origin) => RuleIndex,
): readonly Judged[] {
  const { postgresVersion, naming } = server
  const common = { migration, retired, beforeUp: up.schema(0), postgresVersion, naming }
  const forth: Judged = { ...common, direction: 'up', replay: up }
  if (migration.down.kind !== 'operations' || indexFor({ migration, direction: 'down' }).empty) return [forth]
  // What up made is an existing object for down: time has passed between the two.
  const scope = migration.downTransaction ?? migration.transaction
  const down = replayOf(
    scope,
    migration.down.operations,
    startMigration(up.end),
    serverFor(migration, server),
  )
  return [forth, { ...common, direction: 'down', replay: down }]
}

/** What every replay meets. */
type Server = Omit<ReplaySettings, 'scope'> &
  Pick<LintSettings, 'naming'> & {
    readonly timeouts: InitialTimeouts
    /** The project says how long a statement may wait. */
    readonly hasLockTimeout: boolean
  }

function serverOf({ runner, postgresVersion, naming }: LintSettings): Server {
  const timeouts: InitialTimeouts = {
    lock_timeout: parseDuration(runner.lockTimeout ?? 0),
    statement_timeout: parseDuration(runner.statementTimeout ?? 0),
  }
  return { timeouts, hasLockTimeout: runner.lockTimeout !== undefined, postgresVersion, naming }
}

/** The limit that the runner of a framework sets holds where the project names none. */
function serverFor({ lockTimeout }: Migration, server: Server): Server {
  if (lockTimeout === undefined || server.hasLockTimeout) return server
  return { ...server, timeouts: { ...server.timeouts, inTransactions: parseDuration(lockTimeout) } }
}

function replayOf(
  scope: TransactionScope,
  operations: Migration['up'],
  start: SchemaState,
  server: Server,
): Replay {
  return new Replay(start, operations, { scope, ...server })
}

function parseErrors(migration: Migration, active: readonly ActiveRule[]): readonly Finding[] {
  const rule = active.find(each => each.rule.id === parseError.id)
  if (!rule) return []
  const down = migration.down.kind === 'operations' ? migration.down.operations : []
  return migration.parseErrors.map(error => {
    const message = error.message.trim().replace(/\.$/u, '')
    const direction = down.some(({ span }) => overlap(span, error.span)) ? 'down' : 'up'
    return findingFrom(rule, { migration, direction }, error, { message })
  })
}
