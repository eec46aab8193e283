/** Findings and directives brought together: what stays, what is silenced, and which directives are wrong. */
import type { Migration } from '../model/migration.ts'
import type { SourceFile } from '../source/source-file.ts'
import { regionOf } from '../source/span.ts'
import { directiveWithoutReason, unusedDirective } from './built-in-rules.ts'
import { fileContent, reachOf, type Reach } from './directive-reach.ts'
import { directiveIn, type Directive } from './directives.ts'
import { findingFrom } from './finding-from.ts'
import type { Finding, SuppressedFinding } from './finding.ts'
import type { ActiveRule } from './settings.ts'

export interface Suppression {
  readonly findings: readonly Finding[]
  readonly suppressed: readonly SuppressedFinding[]
}

/** What is known about rules: those that run, and all ids that exist. */
export interface KnownRules {
  readonly active: readonly ActiveRule[]
  readonly ids: ReadonlySet<string>
}

/** One directive for one rule, or for all. */
interface Silencer {
  readonly directive: Directive
  readonly rule: string | undefined
  readonly reach: Reach
  used: boolean
}

/** Whether a migration may hold directives; all others need not be kept for `suppress`. */
export function hasDirectives({ comments }: Migration): boolean {
  return comments.some(comment => comment.text.includes('migrate-lint-'))
}

/** Applies the directives in the files of these migrations to their findings. */
export function suppress(
  findings: readonly Finding[],
  migrations: readonly Migration[],
  rules: KnownRules,
): Suppression {
  const kept: Finding[] = []
  const suppressed: SuppressedFinding[] = []
  const byFile = groupByFile(migrations)
  const silencers = new Map(
    [...byFile].map(([path, { file, owners }]) => [path, silencersOf(file, owners)] as const),
  )
  for (const finding of findings) {
    const matching = (silencers.get(finding.span.file.path)?.silencers ?? []).filter(each =>
      silences(each, finding),
    )
    for (const each of matching) each.used = true
    const nearest = matching.at(-1)
    if (nearest) suppressed.push({ finding, reason: nearest.directive.reason })
    else kept.push(finding)
  }
  for (const [path, { directives, silencers: own }] of silencers) {
    const owner = byFile.get(path)?.owners[0]
    if (owner) kept.push(...complaints(directives, own, owner, rules))
  }
  return { findings: kept, suppressed }
}

/** Several migrations may stand in one file, and one migration in several. */
function groupByFile(
  migrations: readonly Migration[],
): ReadonlyMap<string, { readonly file: SourceFile; readonly owners: readonly Migration[] }> {
  const groups = new Map<string, { file: SourceFile; owners: Migration[] }>()
  for (const migration of migrations) {
    if (!hasDirectives(migration)) continue
    for (const file of new Set(migration.comments.map(comment => comment.span.file))) {
      const group = groups.get(file.path)
      if (!group) groups.set(file.path, { file, owners: [migration] })
      else if (!group.owners.includes(migration)) group.owners.push(migration)
    }
  }
  return groups
}

function silencersOf(
  file: SourceFile,
  owners: readonly Migration[],
): { readonly directives: readonly Directive[]; readonly silencers: readonly Silencer[] } {
  const directives = new Map<number, Directive>()
  for (const comment of owners.flatMap(owner => owner.comments)) {
    const directive = comment.span.file.path === file.path ? directiveIn(comment) : undefined
    if (directive) directives.set(directive.span.start, directive)
  }
  const ordered = [...directives.values()].sort((a, b) => a.span.start - b.span.start)
  const content = fileContent(file, owners)
  const silencers = ordered
    .filter(({ kind }) => kind.startsWith('disable'))
    .flatMap(directive =>
      rulesOf(directive).map(rule => ({
        directive,
        rule,
        reach: reachOf(directive, content, endOfRange(directive, rule, ordered)),
        used: false,
      })),
    )
  return { directives: ordered, silencers }
}

/** The ids a directive names; all rules count as one that has no name. */
function rulesOf({ rules }: Directive): readonly (string | undefined)[] {
  return rules.length === 0 ? [undefined] : rules
}

function endOfRange(directive: Directive, rule: string | undefined, ordered: readonly Directive[]): number {
  const end = ordered.find(
    ({ kind, rules, span }) =>
      kind === 'enable' &&
      span.start > directive.span.start &&
      (rules.length === 0 || (rule !== undefined && rules.includes(rule))),
  )
  return end?.span.start ?? Infinity
}

function silences({ rule, reach }: Silencer, finding: Finding): boolean {
  if (rule !== undefined && rule !== finding.rule) return false
  const { start } = finding.span
  if (start >= reach.from && start < reach.to) return true
  if (reach.line === undefined) return false
  const region = regionOf(finding.span)
  return region.start.line <= reach.line && reach.line <= region.end.line
}

function complaints(
  directives: readonly Directive[],
  silencers: readonly Silencer[],
  migration: Migration,
  rules: KnownRules,
): readonly Finding[] {
  const found: Finding[] = []
  const about = (id: string) => rules.active.find(({ rule }) => rule.id === id)
  const [unused, reasonless] = [about(unusedDirective.id), about(directiveWithoutReason.id)]
  const origin = { migration, direction: 'up' as const }
  const complain = (active: ActiveRule | undefined, directive: Directive, rule: string, variant?: string) => {
    if (!active) return
    const values = { directive: directive.word, rule, rules: directive.rules.join(', ') || '<rule>' }
    found.push(findingFrom(active, origin, directive, values, { variant }))
  }
  for (const directive of directives) {
    if (directive.kind === 'unknown') complain(unused, directive, '', 'unknown directive')
    else if (directive.kind !== 'enable' && directive.reason === '') complain(reasonless, directive, '')
    for (const id of directive.rules.filter(rule => !rules.ids.has(rule)))
      if (directive.kind !== 'unknown' && directive.kind !== 'retire')
        complain(unused, directive, id, 'unknown rule')
  }
  for (const { directive, rule, used } of silencers) {
    // A rule that does not run finds nothing, so its directive may be right.
    if (!used && (rule === undefined || about(rule))) complain(unused, directive, rule ?? 'any rule')
  }
  return found
}
