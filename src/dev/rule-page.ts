/** The page of a rule, made of its metadata, its examples and what PostgreSQL did for them. */
import { blocks } from '../effects/lock-modes.ts'
import type { Finding } from '../lint/finding.ts'
import type { Proof, Rule } from '../lint/rule.ts'
import { FIX_FLAGS } from '../reporters/fixable.ts'
import { positionAt } from '../source/source-file.ts'
import type { Observation } from '../verify/observation.ts'
import type { CodeRun } from './code-run.ts'
import { isConcurrent, NO_LOCK_TIMEOUT, SHORT_TIMEOUT, type ExampleRun } from './run-example.ts'

/** One side of the page: the text as the user sees it, what is found in it, what it does. */
export interface ShownExample {
  readonly text: string
  readonly language: 'sql' | 'ts'
  readonly findings: readonly Finding[]
  readonly run?: ExampleRun | undefined
}

export interface RulePage {
  readonly rule: Rule
  readonly bad: ShownExample
  readonly good: ShownExample
  /** Other files of the folder: the same in a framework, and the odd cases. */
  readonly others: readonly string[]
}

/** The page as Markdown. */
export function rulePage({ rule, bad, good, others }: RulePage): string {
  const [first] = bad.findings
  const sections = [
    `<!-- Written by npm run generate from rule.ts and the examples. -->`,
    `# ${rule.id}`,
    `**${rule.hazard}** · ${severityOf(rule)} · since ${rule.since}`,
    plain(first?.what ?? rule.what),
    plain(first?.why ?? rule.why),
    `## Bad`,
    fence(bad.language, bad.text),
    fence('text', bad.findings.map(underlined).join('\n\n')),
    ...didSection(bad.run),
    `## What to write instead`,
    plain(first?.remedy ?? rule.remedy),
    ...rewriteSection(rule, bad),
    `## Good`,
    fence(good.language, withoutCommonSetup(good.text, bad.text)),
    ...didSection(good.run),
    ...proofSection(rule.proof),
    ...optionsSection(rule),
    ...othersSection(others),
    `## References`,
    rule.references.map(url => `- <${url}>`).join('\n'),
  ]
  return `${sections.join('\n\n')}\n`
}

/** `error`, with what the preset strict makes of a rule that is off. */
export function severityOf(rule: Rule): string {
  return rule.severity === 'off' ? 'off (warning in strict)' : rule.severity
}

/** A text of the rule, its placeholders set off: {table} reads *table*. */
export function plain(text: string): string {
  return text.replace(/\{(\w+)\}/gu, '*$1*').replace(/</gu, '&lt;')
}

/** What the command line writes for the bad example. */
function rewriteSection({ id }: Rule, { findings }: ShownExample): readonly string[] {
  const { rewrite } = findings.find(({ rule, rewrite }) => rule === id && rewrite) ?? {}
  if (!rewrite) return []
  const way = rewrite.kind === 'safe' ? 'writes it' : 'writes it where the migration allows it'
  return [`\`migrate-lint ${FIX_FLAGS[rewrite.kind]}\` ${way}: ${plain(rewrite.title)}.`]
}

/** The good example without its setup, when the reader has just seen the same. */
function withoutCommonSetup(text: string, shown: string): string {
  const start = text.search(/^-- migration/mu)
  return start > 0 && shown.startsWith(text.slice(0, start)) ? text.slice(start) : text
}

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``
}

/** The first line of the finding with its characters underlined, and what is said about it. */
function underlined({ span, severity, what }: Finding): string {
  const { line, column } = positionAt(span.file, span.start)
  const start = span.file.lineStarts[line - 1] ?? 0
  const end = span.file.text.indexOf('\n', span.start)
  const lineEnd = end < 0 ? span.file.text.length : end
  const marked = '~'.repeat(Math.max(1, Math.min(span.end, lineEnd) - span.start))
  return [
    span.file.text.slice(start, lineEnd),
    `${' '.repeat(column - 1)}${marked}`,
    `${severity}: ${what}`,
  ].join('\n')
}

function didSection(run: ExampleRun | undefined): readonly string[] {
  if (!run) return []
  const lines = run.migrations.flatMap(({ observations }) => observations.flatMap(did))
  const app = run.app?.after === undefined ? [] : [`the application, afterwards\n  fails: ${run.app.after}`]
  const scans = (run.app?.observations ?? []).flatMap(did)
  const difference = (run.difference ?? []).map(each => `after up and down\n  ${each}`)
  const invalid = (run.invalidIndexes ?? []).map(name => `afterwards\n  the index ${name} is still not valid`)
  const all = [...lines, ...app, ...scans, ...difference, ...invalid]
  const code = run.code ? codeDid(run.code) : []
  const { failure, lost = [] } = run.sqlite ?? {}
  const sqlite = [...(failure ? [`fails: ${failure}`] : []), ...lost.map(row => `lost: ${row}`)]
  return [
    ...(all.length > 0 ? [`What PostgreSQL did:`, fence('text', all.join('\n'))] : []),
    ...(sqlite.length > 0 ? ['What SQLite did:', fence('text', sqlite.join('\n'))] : []),
    ...(run.history ? ['What became of the database:', fence('text', run.history.ways.join('\n'))] : []),
    ...(code.length > 0 ? [`What happened when it ran:`, fence('text', code.join('\n'))] : []),
  ]
}

/** What one statement did, as far as others notice it; a statement that did nothing of the kind is left out. */
function did(observation: Observation): readonly string[] {
  const name = (relation: string) => relation.replace(/^public\./u, '')
  // The server gives them in any order; what commits in between has its counts flushed at any time.
  const scanned = (observation.transactional ? observation.scanned : [])
    .map(({ relation, rows }) => `reads ${rows} rows of ${name(relation)}`)
    .sort()
  const unlimited = observation.messages.includes(NO_LOCK_TIMEOUT) && waitsForWriters(observation)
  const short = observation.messages.includes(SHORT_TIMEOUT) && isConcurrent(observation)
  const facts = [
    ...(short ? ['would be cancelled by a timeout of less than ten minutes'] : []),
    ...(unlimited ? ['waits for its lock without a limit'] : []),
    ...observation.locks
      .filter(lock => lock.relationKind === 'table')
      .map(({ relation, modes }) => `holds ${modes.join(' and ')} on ${name(relation)}`)
      .sort(),
    ...observation.rewritten.map(relation => `rewrites ${name(relation)}`).sort(),
    ...scanned,
    ...observation.indexBuilds.map(({ index, table }) => `builds ${index} on ${table}`),
    ...observation.written.map(({ relation, rows }) => `writes ${rows} rows of ${name(relation)}`),
    ...(observation.error ? [`fails: ${observation.error.sqlstate} ${observation.error.message}`] : []),
  ]
  if (facts.length === 0) return []
  if (!observation.transactional && !observation.error)
    facts.push('commits in between, so that its locks cannot be seen from its own session')
  return [observation.sql.replace(/\s+/gu, ' '), ...facts.map(fact => `  ${fact}`)]
}

/** What was seen of code, without what is another text each time. */
function codeDid(code: CodeRun): readonly string[] {
  const { unfinished, difference, failure, differsBetweenRuns, changesWithApplication } = code
  const oneLine = (sql: string) => `  ${sql.trim().replace(/\s+/gu, ' ')}`
  const behind = unfinished.length > 0 ? ['up was over before these were', ...unfinished.map(oneLine)] : []
  const other =
    difference.length > 0 && !differsBetweenRuns
      ? ['compared with the good example, the database', ...difference.map(oneLine)]
      : []
  return [
    ...behind,
    ...other,
    ...(failure === undefined ? [] : [`it fails: ${failure}`]),
    ...(differsBetweenRuns ? ['it sends other statements the second time'] : []),
    ...(changesWithApplication
      ? ['with application.later.ts in the place of application.ts it does something else']
      : []),
  ]
}

function waitsForWriters({ locks }: Observation): boolean {
  return locks.some(lock => lock.relationKind === 'table' && lock.modes.some(mode => blocks(mode, 'write')))
}

function proofSection(proof: Proof): readonly string[] {
  return 'none' in proof ? [`Not proven on PostgreSQL. ${proof.none}`] : []
}

function optionsSection({ options }: Rule): readonly string[] {
  if (!options) return []
  const rows = Object.entries(options).map(([name, option]) => {
    const strict = option.strict === undefined ? '' : ` In strict: \`${JSON.stringify(option.strict)}\`.`
    return `- \`${name}\`: ${option.description} Default: \`${JSON.stringify(option.default)}\`.${strict}`
  })
  return [`## Options`, rows.join('\n')]
}

function othersSection(others: readonly string[]): readonly string[] {
  if (others.length === 0) return []
  return [`## More`, others.map(name => `- [${name}](${name})`).join('\n')]
}
