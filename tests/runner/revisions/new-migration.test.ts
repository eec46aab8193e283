/** The pieces of a new migration file: its name, and the style that it takes over. */
import { describe, expect, it } from 'vitest'
import { DEFAULT_STYLE, styleOf } from '../../../src/runner/revisions/code-style.ts'
import { migrationFileName, randomId } from '../../../src/runner/revisions/migration-name.ts'
import { migrationText } from '../../../src/runner/revisions/migration-text.ts'

describe('the name of a file', () => {
  it.each([
    ['add phone', 'a1_add_phone.ts'],
    ['  Add  Phone!  ', 'a1_add_phone.ts'],
    ['drop orders.total (JIRA-7)', 'a1_drop_orders_total_jira_7.ts'],
    ['zażółć gęślą jaźń', 'a1_zażółć_gęślą_jaźń.ts'],
    ['add phone\n\nAsked for by support.', 'a1_add_phone.ts'],
    ['../../etc/passwd', 'a1_etc_passwd.ts'],
    ['???', 'a1.ts'],
    ['_private_', 'a1_private.ts'],
    [
      'split the name of a customer into first and last name',
      'a1_split_the_name_of_a_customer_into_first.ts',
    ],
    ['x'.repeat(50), `a1_${'x'.repeat(40)}.ts`],
  ])('of %j is %s', (message, name) => {
    expect(migrationFileName('a1', message, '.ts')).toBe(name)
  })

  it('has nothing of an id that a file name must not have', () => {
    expect(migrationFileName('2026/07', 'orders', '.js')).toBe('2026_07_orders.js')
  })

  it('begins with an id that is never the same', () => {
    const ids = Array.from({ length: 200 }, randomId)
    expect(new Set(ids).size).toBe(200)
    expect(ids.filter(id => !/^[0-9a-f]{12}$/u.test(id))).toEqual([])
  })
})

const HEAD = '/**\n * add phone\n *\n * Revision ID: b1\n * Revises: a1\n * Create Date: today\n */\n'

describe('the style of a file', () => {
  it.each([
    ['b1.ts', `${HEAD}export const revision = 'b1'\nexport const downRevision = 'a1'\n`, {}],
    [
      'b1.js',
      `${HEAD}export const revision = "b1";\nexport const downRevision = "a1";\n`,
      { ending: '.js', semicolons: true, quote: '"' },
    ],
    [
      'b1.cjs',
      "'use strict'\nexports.revision = 'b1'\nexports.upgrade = async op => {\n    await op.execute('SELECT 1')\n}\n",
      { ending: '.cjs', isCommonJs: true, indent: '    ' },
    ],
    [
      'b1.mts',
      "export const revision = 'b1'\r\nexport async function upgrade() {\r\n\tawait 1\r\n}\r\n",
      { ending: '.mts', indent: '\t', lineBreak: '\r\n' },
    ],
    [
      'b1.ts',
      "// don't ask\nexport const revision = 'b1'\nconst note = \"it's\"\nexport const downRevision = 'a1'\n",
      {},
    ],
    ['b1.ts', '', {}],
  ])('%s is told from its text', (path, text, differs) => {
    expect(styleOf({ path, text })).toEqual({ ...DEFAULT_STYLE, ...differs })
  })

  it('is that of the files that are written in it', () => {
    const body = { lines: ['await op.execute(`SELECT 1`)'], takesOp: true }
    const migration = {
      id: 'b1',
      message: 'add phone',
      createDate: new Date(0),
      parents: ['a1'],
      upgrade: body,
      downgrade: body,
    }
    for (const ending of ['.ts', '.js'])
      for (const isCommonJs of ending === '.js' ? [true, false] : [false])
        for (const quote of ["'", '"'] as const)
          for (const indent of ['  ', '\t', '    '])
            for (const lineBreak of ['\n', '\r\n']) {
              const style = { ending, isCommonJs, semicolons: false, quote, indent, lineBreak }
              expect(styleOf({ path: `b1${ending}`, text: migrationText(migration, style) })).toEqual(style)
            }
  })
})

describe('the text of a CommonJS file', () => {
  it('assigns its exports', () => {
    const text = migrationText(
      {
        id: "o'b1",
        message: 'join them\n\nBoth were released.',
        createDate: new Date('2026-11-22T11:48:42.123Z'),
        parents: ['a1', 'b1'],
        labels: ['billing', 'taxes'],
        upgrade: { lines: ['// Nothing.'], takesOp: false },
        downgrade: { lines: [], takesOp: true },
      },
      { ...DEFAULT_STYLE, ending: '.cjs', isCommonJs: true, semicolons: true },
    )
    expect(text).toBe(
      [
        '/**',
        ' * join them',
        ' *',
        ' * Both were released.',
        ' *',
        " * Revision ID: o'b1",
        ' * Revises: a1, b1',
        ' * Create Date: 2026-11-22T11:48:42Z',
        ' */',
        '',
        "exports.revision = 'o\\'b1';",
        "exports.downRevision = ['a1', 'b1'];",
        "exports.branchLabels = ['billing', 'taxes'];",
        'exports.dependsOn = null;',
        '',
        'exports.upgrade = async function upgrade() {',
        '  // Nothing.',
        '};',
        '',
        "/** @param {import('migrate-lint/runner').Op} op */",
        'exports.downgrade = async function downgrade(op) {',
        '};',
        '',
      ].join('\n'),
    )
  })
})

describe('what a file imports', () => {
  const migration = {
    id: 'b1',
    message: 'phone',
    createDate: new Date(0),
    parents: ['a1'],
    upgrade: {
      lines: ["await op.addColumn('users', column('phone', t.text()))"],
      takesOp: true,
      helpers: ['t', 'column'],
    },
    downgrade: { irreversible: "nobody knows the users' old phones" },
  }

  it('is what it names, and an upgrade that cannot be undone says why', () => {
    const text = migrationText(migration)
    expect(text).toContain("import { column, irreversible, t, type Op } from 'migrate-lint/runner'\n")
    expect(text).toContain(
      "\nexport const downgrade = irreversible('nobody knows the users\\' old phones')\n",
    )
  })

  it('has no type in JavaScript, and is required by CommonJS', () => {
    expect(migrationText(migration, { ...DEFAULT_STYLE, ending: '.mjs' })).toContain(
      "import { column, irreversible, t } from 'migrate-lint/runner'\n",
    )
    const text = migrationText(migration, {
      ...DEFAULT_STYLE,
      ending: '.cjs',
      isCommonJs: true,
      semicolons: true,
    })
    expect(text).toContain("const { column, irreversible, t } = require('migrate-lint/runner');\n")
    expect(text).toContain("exports.downgrade = irreversible('nobody knows the users\\' old phones');\n")
  })
})
