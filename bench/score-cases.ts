/** Scores our findings against the test suites of other linters, where those are at hand: `npm run score:cases`. */
import { rules } from '../rules/index.ts'
import type { Finding } from '../src/lint/finding.ts'
import { lintHistory } from '../src/lint/lint-history.ts'
import { strongestLock } from './cases/lock-kinds.ts'
import type { Peer, SuiteCase } from './cases/peer.ts'
import { PEERS } from './cases/peers.ts'
import { throughRails } from './cases/rails.ts'
import { assertionsOf, CASES, readCases, type Assertion } from './cases/read-cases.ts'
import { DECIDED, OUTSIDE, REASONS } from './cases/reasons.ts'

/** One assertion: what the peer says and what we say. */
interface Verdict extends Assertion {
  readonly ours: readonly Finding[]
}

interface Score {
  readonly agreed: number
  readonly all: number
}

/** How many firing assertions we find too, and how many clean ones stay clean. */
interface PeerScore {
  readonly name: string
  readonly found: Score
  readonly clean: Score
}

void main()

async function main(): Promise<void> {
  const disputed = new Map(readCases('disputed').map(each => [each.id, each]))
  const scores: PeerScore[] = []
  for (const peer of PEERS) {
    const cases = await withSql(readCases(peer.name), peer)
    if (cases) scores.push(scorePeer(peer, cases, id => disputed.has(id)))
  }
  scoreLockKinds(readCases('squawk'), id => disputed.has(id))
  printTotals(scores)
}

/** Cases in Ruby go through Rails. */
async function withSql(
  cases: readonly SuiteCase[],
  { name }: Peer,
): Promise<readonly SuiteCase[] | undefined> {
  const inRuby = cases.filter(({ sql, setup_code: setup }) => sql === undefined && setup !== undefined)
  const rest = cases.filter(each => !inRuby.includes(each))
  if (inRuby.length === 0) return rest
  const sent = await throughRails(inRuby)
  if (!sent) {
    console.log(
      `${name}: ${inRuby.length} cases in Ruby left out; they need Debian's ruby-activerecord and ruby-pg\n`,
    )
    return rest
  }
  return [...rest, ...sent]
}

function scorePeer(peer: Peer, cases: readonly SuiteCase[], isDisputed: (id: string) => boolean): PeerScore {
  const assertions = cases.filter(({ id }) => !isDisputed(id)).flatMap(each => assertionsOf(each, peer))
  const unknown = new Set(assertions.map(({ rule }) => rule).filter(rule => !isMapped(rule, peer)))
  if (unknown.size > 0) console.log(`${peer.name}: rules without a row: ${[...unknown].join(', ')}`)
  const asserted = assertions.filter(({ rule, fires }) => rule in peer.rules || (rule === CLEAN && !fires))
  printLeftOut('PostgreSQL decides otherwise', asserted, DECIDED)
  printLeftOut('not a hazard of the catalogue', asserted, OUTSIDE)
  const verdicts = asserted
    .filter(each => reasonIn(DECIDED, each) === undefined && reasonIn(OUTSIDE, each) === undefined)
    .map(each => ({
      ...each,
      ours: findingsIn(each, oursFor(each.rule, peer), peer.rules[each.rule]?.saying),
    }))
  for (const rule of Object.keys(peer.rules)) {
    const own = verdicts.filter(each => each.rule === rule)
    if (own.length > 0) console.log(`${peer.name} ${rule}: ${share(scoreOf(own))}`)
  }
  printDifferences(verdicts.filter(each => !agrees(each)))
  const fires = verdicts.filter(each => each.fires)
  const clean = verdicts.filter(each => !each.fires)
  const score = { name: peer.name, found: scoreOf(fires), clean: scoreOf(clean) }
  console.log(`${peer.name}: found ${share(score.found)}, clean ${share(score.clean)}\n`)
  return score
}

function reasonIn(
  reasons: Readonly<Record<string, string>>,
  { id, rule }: Pick<Assertion, 'id' | 'rule'>,
): string | undefined {
  return reasons[`${id} ${rule}`] ?? reasons[id]
}

function printLeftOut(
  title: string,
  assertions: readonly Assertion[],
  reasons: Readonly<Record<string, string>>,
): void {
  const left = assertions.filter(each => reasonIn(reasons, each) !== undefined)
  if (left.length > 0) console.log(`\nleft out, ${title}:`)
  for (const each of left) console.log(`  ${each.id} | ${each.rule} | ${reasonIn(reasons, each) ?? ''}`)
}

/** A whole file about which the peer says nothing. */
const CLEAN = '(none)'

function oursFor(rule: string, peer: Peer): readonly string[] {
  return rule === CLEAN
    ? Object.values(peer.rules).flatMap(({ ours }) => ours)
    : (peer.rules[rule]?.ours ?? [])
}

function isMapped(rule: string, peer: Peer): boolean {
  return rule in peer.rules || rule in peer.others || rule.startsWith('(')
}

/** The peers judge the way up only. */
function findingsIn(
  { before, judged, postgresVersion, isSilenced }: Assertion,
  ours: readonly string[],
  saying: RegExp | undefined,
): readonly Finding[] {
  const wanted = rules.filter(({ id }) => ours.includes(id))
  const { findings } = lintHistory({
    migrations: [...before, ...judged],
    rules: wanted,
    reported: new Set(judged),
    settings: { preset: 'strict', ...(postgresVersion !== undefined && { postgresVersion }) },
  })
  const isMeant = ({ rule, direction, what }: Finding): boolean =>
    ours.includes(rule) && direction === 'up' && (saying?.test(what) ?? true)
  return findings.filter(each => isMeant(each) && !isSilenced(each))
}

/** What only informs is no alarm: it agrees with a peer that is silent, and with one that is not. */
function agrees({ fires, ours }: Verdict): boolean {
  return fires ? ours.length > 0 : ours.every(({ severity }) => severity === 'info')
}

function scoreOf(verdicts: readonly Verdict[]): Score {
  return { agreed: verdicts.filter(agrees).length, all: verdicts.length }
}

function printDifferences(differences: readonly Verdict[]): void {
  if (differences.length > 0) console.log(`\ncase | rule | they say | we say | reason`)
  for (const { id, rule, fires, ours } of differences) {
    const said = ours.map(finding => finding.rule).join(', ') || 'clean'
    const reason = reasonIn(REASONS, { id, rule }) ?? 'NOT EXPLAINED'
    console.log(`${id} | ${rule} | ${fires ? 'found' : 'clean'} | ${said} | ${reason}`)
  }
}

/** Locks that squawk's suite asserts; where the disputed cases say otherwise, PostgreSQL decides. */
function scoreLockKinds(cases: readonly SuiteCase[], isDisputed: (id: string) => boolean): void {
  const kinds = cases.filter(each => each.expect_lock !== undefined && each.expect_lock !== 'Unknown')
  if (kinds.length === 0) return
  const differing = kinds.filter(each => strongestLock(each) !== each.expect_lock)
  for (const each of differing) {
    const reason = isDisputed(each.id)
      ? 'disputed: PostgreSQL says so'
      : (REASONS[each.id] ?? 'NOT EXPLAINED')
    console.log(
      `${each.id} | ${each.sql ?? ''} | ${each.expect_lock ?? ''} | ${strongestLock(each)} | ${reason}`,
    )
  }
  const agreed = kinds.length - differing.filter(({ id }) => !isDisputed(id)).length
  console.log(`lock kinds of squawk: ${share({ agreed, all: kinds.length })}\n`)
}

function printTotals(scores: readonly PeerScore[]): void {
  if (scores.every(({ found, clean }) => found.all + clean.all === 0)) {
    console.log(`no suites in ${CASES}`)
    return
  }
  console.log('suite | found of firing | clean of clean\n--- | --- | ---')
  for (const { name, found, clean } of scores) console.log(`${name} | ${share(found)} | ${share(clean)}`)
  const total = (pick: (each: PeerScore) => Score) => ({
    agreed: scores.reduce((sum, each) => sum + pick(each).agreed, 0),
    all: scores.reduce((sum, each) => sum + pick(each).all, 0),
  })
  console.log(`all | ${share(total(each => each.found))} | ${share(total(each => each.clean))}`)
}

function share({ agreed, all }: Score): string {
  return all === 0 ? '-' : `${agreed} of ${all} (${((100 * agreed) / all).toFixed(1)} %)`
}
