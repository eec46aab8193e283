/** What directives silence, and what is said about the directives themselves. */
import { describe, expect, it } from 'vitest'
import { builtInRules } from '../../src/lint/built-in-rules.ts'
import type { Finding } from '../../src/lint/finding.ts'
import { defineRule } from '../../src/lint/rule.ts'
import { activeRules, DEFAULT_SETTINGS } from '../../src/lint/settings.ts'
import { suppress } from '../../src/lint/suppress.ts'
import type { Migration, SourceComment } from '../../src/model/migration.ts'
import type { Operation } from '../../src/model/operation.ts'
import { createSourceFile, type SourceFile } from '../../src/source/source-file.ts'
import { spanOf, type Span } from '../../src/source/span.ts'
import { at, migrationOf } from './helpers.ts'

const rule = (id: string) =>
  defineRule({
    id,
    hazard: 'blocks-writes',
    severity: 'error',
    since: '0.1.0',
    what: 'It blocks.',
    why: 'Writers wait.',
    remedy: 'Do not.',
    references: [],
    proof: { takesLock: 'ShareLock' },
    check: {},
  })
const rules = [...builtInRules, rule('create-index-blocks-writes'), rule('lock-without-timeout')]
const known = { active: activeRules(rules, DEFAULT_SETTINGS), ids: new Set(rules.map(each => each.id)) }

/** Comments of the forms `-- …`, `// …` and block, found as the readers find them. */
function commentsOf(file: SourceFile): SourceComment[] {
  return [...file.text.matchAll(/(?:--|\/\/)([^\n]*)|\/\*([\s\S]*?)\*\//gu)].map(match => ({
    text: match[1] ?? match[2] ?? '',
    span: spanOf(file, match.index, match.index + match[0].length),
  }))
}

/** Operations that stand at the pieces of text; each piece is a statement, an inner list one round trip. */
function operationsAt(file: SourceFile, trips: readonly (readonly string[])[]): Operation[] {
  let statement = 0
  return trips.flatMap((pieces, roundTrip) =>
    pieces.map(text => ({
      kind: 'dropTable' as const,
      table: { name: 'orders' },
      span: at(file, text),
      statement: text.startsWith('+') ? statement : statement++,
      roundTrip,
    })),
  )
}

function findingAt(span: Span, id: string, migration: Migration): Finding {
  return {
    rule: id,
    hazard: 'blocks-writes',
    severity: 'error',
    what: 'It blocks.',
    why: 'Writers wait.',
    remedy: 'Do not.',
    span,
    related: [],
    migration: { name: migration.name, framework: migration.framework },
    direction: 'up',
  }
}

/** Finds `create-index-blocks-writes` at each piece; gives the pieces that stay, the reasons, and the complaints. */
function run(path: string, text: string, trips: readonly (readonly string[])[]) {
  const file = createSourceFile(path, text)
  const up = operationsAt(file, trips)
  const migration = migrationOf(file, { up, comments: commentsOf(file) })
  const findings = up.map(({ span }) => findingAt(span, 'create-index-blocks-writes', migration))
  const result = suppress(findings, [migration], known)
  const own = result.findings.filter(finding => finding.rule === 'create-index-blocks-writes')
  return {
    kept: own.map(({ span }) => file.text.slice(span.start, span.end)),
    reasons: result.suppressed.map(({ reason }) => reason),
    complaints: result.findings
      .filter(finding => finding.rule !== 'create-index-blocks-writes')
      .map(finding => `${finding.rule}: ${finding.what}`),
  }
}

describe('disable-next-line', () => {
  it('silences the statement on the next line and no other', () => {
    const text = [
      'CREATE INDEX a ON orders (id);',
      '-- migrate-lint-disable-next-line create-index-blocks-writes -- 200 rows',
      'CREATE INDEX b ON orders (id);',
      'CREATE INDEX c ON orders (id);',
    ].join('\n')
    expect(run('1.sql', text, [['CREATE INDEX a', 'CREATE INDEX b', 'CREATE INDEX c']])).toEqual({
      kept: ['CREATE INDEX a', 'CREATE INDEX c'],
      reasons: ['200 rows'],
      complaints: [],
    })
  })

  it('looks over blank lines and other comments', () => {
    const text =
      '-- migrate-lint-disable-next-line create-index-blocks-writes -- small\n\n/* the index */\nCREATE INDEX a ON orders (id);'
    expect(run('1.sql', text, [['CREATE INDEX a']]).kept).toEqual([])
  })

  it('covers all sub-commands of a statement over several lines', () => {
    const file = createSourceFile(
      '1.sql',
      [
        '-- migrate-lint-disable-next-line create-index-blocks-writes -- small',
        'ALTER TABLE orders',
        '  ADD COLUMN a int,',
        '  ADD COLUMN b int;',
        'ALTER TABLE orders ADD COLUMN c int;',
      ].join('\n'),
    )
    const piece = (text: string, statement: number): Operation => ({
      kind: 'dropTable',
      table: { name: 'orders' },
      span: at(file, text),
      statement,
      roundTrip: 0,
    })
    const up = [piece('ADD COLUMN a int', 0), piece('ADD COLUMN b int', 0), piece('ADD COLUMN c int', 1)]
    const migration = migrationOf(file, { up, comments: commentsOf(file) })
    const findings = up.map(({ span }) => findingAt(span, 'create-index-blocks-writes', migration))
    const { findings: kept } = suppress(findings, [migration], known)
    expect(kept.map(({ span }) => span.start)).toEqual([at(file, 'ADD COLUMN c int').start])
  })

  it('covers the whole call below a TypeScript comment, also without semicolons', () => {
    const text = [
      'export async function up(runner) {',
      '  // migrate-lint-disable-next-line create-index-blocks-writes -- small',
      '  await runner.query(`',
      '    CREATE INDEX a ON orders (id);',
      '    CREATE INDEX b ON orders (id)',
      '  `)',
      '  await runner.query(`CREATE INDEX c ON orders (id)`)',
      '}',
    ].join('\n')
    expect(run('1.ts', text, [['CREATE INDEX a', 'CREATE INDEX b'], ['CREATE INDEX c']])).toEqual({
      kept: ['CREATE INDEX c'],
      reasons: ['small', 'small'],
      complaints: [],
    })
  })

  it('covers a chain of calls', () => {
    const text = [
      '  // migrate-lint-disable-next-line create-index-blocks-writes -- small',
      '  await knex.schema',
      "    .alterTable('orders', table => {",
      "      table.index('id')",
      '    })',
    ].join('\n')
    expect(run('1.ts', text, [["table.index('id')"]]).kept).toEqual([])
  })

  it('does not reach over the line below it to the next call', () => {
    const text = [
      '  // migrate-lint-disable-next-line create-index-blocks-writes -- small',
      '  const name = "a"',
      '  await runner.query(`CREATE INDEX a ON orders (id)`)',
    ].join('\n')
    const { kept, complaints } = run('1.ts', text, [['CREATE INDEX a']])
    expect(kept).toEqual(['CREATE INDEX a'])
    expect(complaints).toEqual([
      'unused-directive: migrate-lint-disable-next-line silences no finding of create-index-blocks-writes.',
    ])
  })

  it('above the head of a function does not mean what the body begins with', () => {
    const text = [
      '// migrate-lint-disable-next-line create-index-blocks-writes -- small',
      'export async function up(runner) {',
      '  await runner.query(`CREATE INDEX a ON orders (id)`)',
      '}',
    ].join('\n')
    expect(run('1.ts', text, [['CREATE INDEX a']]).kept).toEqual(['CREATE INDEX a'])
  })

  it('works inside embedded SQL for one statement', () => {
    const text = [
      'await runner.query(`',
      '  CREATE INDEX a ON orders (id);',
      '  -- migrate-lint-disable-next-line create-index-blocks-writes -- small',
      '  CREATE INDEX b ON orders (id);',
      '  CREATE INDEX c ON orders (id);',
      '`)',
    ].join('\n')
    expect(run('1.ts', text, [['CREATE INDEX a', 'CREATE INDEX b', 'CREATE INDEX c']]).kept).toEqual([
      'CREATE INDEX a',
      'CREATE INDEX c',
    ])
  })
})

describe('disable-line', () => {
  it('silences findings on its own line', () => {
    const text = [
      'CREATE INDEX a ON orders (id); -- migrate-lint-disable-line create-index-blocks-writes -- small',
      'CREATE INDEX b ON orders (id);',
    ].join('\n')
    expect(run('1.sql', text, [['CREATE INDEX a', 'CREATE INDEX b']]).kept).toEqual(['CREATE INDEX b'])
  })
})

describe('disable and enable', () => {
  it('silence what stands between them', () => {
    const text = [
      'CREATE INDEX a ON orders (id);',
      '/* migrate-lint-disable create-index-blocks-writes -- small tables */',
      'CREATE INDEX b ON orders (id);',
      '/* migrate-lint-enable create-index-blocks-writes */',
      'CREATE INDEX c ON orders (id);',
    ].join('\n')
    expect(run('1.sql', text, [['CREATE INDEX a', 'CREATE INDEX b', 'CREATE INDEX c']])).toEqual({
      kept: ['CREATE INDEX a', 'CREATE INDEX c'],
      reasons: ['small tables'],
      complaints: [],
    })
  })

  it('go on to the end of the file', () => {
    const text =
      'CREATE INDEX a ON orders (id);\n-- migrate-lint-disable -- generated\nCREATE INDEX b ON orders (id);'
    expect(run('1.sql', text, [['CREATE INDEX a', 'CREATE INDEX b']]).kept).toEqual(['CREATE INDEX a'])
  })

  it('at the top of the file silence also what is said about the file as a whole', () => {
    const file = createSourceFile(
      '1.sql',
      '-- Adds an index.\n-- migrate-lint-disable create-index-blocks-writes -- small\nCREATE INDEX a ON orders (id);',
    )
    const migration = migrationOf(file, { comments: commentsOf(file) })
    const finding = findingAt(spanOf(file, 0, 0), 'create-index-blocks-writes', migration)
    expect(suppress([finding], [migration], known).findings).toEqual([])
  })

  it('are for the rules they name', () => {
    const text =
      '-- migrate-lint-disable lock-without-timeout -- the runner sets it\nCREATE INDEX a ON orders (id);'
    expect(run('1.sql', text, [['CREATE INDEX a']])).toEqual({
      kept: ['CREATE INDEX a'],
      reasons: [],
      complaints: ['unused-directive: migrate-lint-disable silences no finding of lock-without-timeout.'],
    })
  })
})

describe('a directive that is wrong', () => {
  const complaints = (directive: string) =>
    run('1.sql', `${directive}\nCREATE INDEX a ON orders (id);`, [['CREATE INDEX a']]).complaints

  it('is reported without a reason, and silences all the same', () => {
    const text =
      '-- migrate-lint-disable-next-line create-index-blocks-writes\nCREATE INDEX a ON orders (id);'
    expect(run('1.sql', text, [['CREATE INDEX a']])).toEqual({
      kept: [],
      reasons: [''],
      complaints: ['directive-without-reason: migrate-lint-disable-next-line gives no reason.'],
    })
  })

  it('is reported when its rule does not exist', () => {
    expect(complaints('-- migrate-lint-disable create-index-blocks -- small')).toEqual([
      'unused-directive: There is no rule create-index-blocks.',
    ])
  })

  it('is reported when its word does not exist', () => {
    expect(complaints('-- migrate-lint-disable-next create-index-blocks-writes -- small')).toEqual([
      'unused-directive: There is no directive migrate-lint-disable-next.',
    ])
  })

  it('is left alone when its rule does not run', () => {
    const file = createSourceFile(
      '1.sql',
      '-- migrate-lint-disable lock-without-timeout -- set by the role\n',
    )
    const migration = migrationOf(file, { comments: commentsOf(file) })
    const settings = { ...DEFAULT_SETTINGS, rules: { 'lock-without-timeout': 'off' as const } }
    const off = { ...known, active: activeRules(rules, settings) }
    expect(suppress([], [migration], off).findings).toEqual([])
  })
})

describe('retire', () => {
  it('silences nothing and is never unused, but wants a reason', () => {
    const text = [
      '-- migrate-lint-retire orders.note -- not read since 4.2',
      '-- migrate-lint-retire orders.code',
      'CREATE INDEX a ON orders (id);',
    ].join('\n')
    expect(run('1.sql', text, [['CREATE INDEX a']])).toEqual({
      kept: ['CREATE INDEX a'],
      reasons: [],
      complaints: ['directive-without-reason: migrate-lint-retire gives no reason.'],
    })
  })
})
