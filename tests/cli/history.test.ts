/** The commands that show the history, word for word as Alembic words it. */
import { describe, expect, it } from 'vitest'
import { BRANCHED, LINE, shop, type ShopFile } from './shop-history.ts'

const MERGED: readonly ShopFile[] = [...BRANCHED, { id: 'm1', message: 'join them', parents: ['b1', 'd1'] }]

const text = (...lines: readonly string[]) => lines.map(line => `${line}\n`).join('')

describe('history', () => {
  it('lists the newest first, with parents, dependencies, branches and marks', async () => {
    expect(await shop().run(['history'])).toEqual({
      code: 0,
      err: '',
      out: text(
        'c1 (b1) -> d1 (billing) (head), invoices by phone',
        'a1 -> c1 (billing), invoices',
        'a1 -> b1 (effective head), add phone',
        '<base> -> a1 (branchpoint), create customers',
      ),
    })
  })

  it('marks where branches meet', async () => {
    const { out } = await shop(MERGED).run(['history'])
    expect(out.split('\n').slice(0, 2)).toEqual([
      'b1, d1 -> m1 (billing) (head) (mergepoint), join them',
      'c1 (b1) -> d1 (billing), invoices by phone',
    ])
  })

  it.each([
    ['a1:b1', ['a1 -> b1', '<base> -> a1']],
    ['c1:', ['c1 (b1) -> d1', 'a1 -> c1']],
    [':b1', ['a1 -> b1', '<base> -> a1']],
    ['billing@head-1:', ['c1 (b1) -> d1', 'a1 -> c1']],
  ])('of the range %s has both ends', async (range, lines) => {
    const { out } = await shop().run(['history', '-r', range])
    expect(out.split('\n').map(line => /^\S+(?: \(b1\))? -> \S\d/u.exec(line)?.[0])).toEqual([
      ...lines,
      undefined,
    ])
  })

  it('has a block for each with --verbose', async () => {
    const { out } = await shop(LINE).run(['history', '--verbose'])
    expect(out).toBe(
      text(
        'Rev: b1 (head)',
        'Parent: a1',
        'Path: migrations/b1_add_phone.ts',
        '',
        '    add phone',
        '',
        '    Revision ID: b1',
        '    Revises: a1',
        '    Create Date: 2026-11-22T11:48:42Z',
        '',
        'Rev: a1',
        'Parent: <base>',
        'Path: migrations/a1_create_customers.ts',
        '',
        '    create customers',
        '',
        '    Revision ID: a1',
        '    Revises:',
        '    Create Date: 2026-11-22T11:48:42Z',
        '',
      ),
    )
  })

  it('is a list for programs', async () => {
    const { out } = await shop().run(['history', '-r', 'c1:', '-f', 'json'])
    expect(JSON.parse(out)).toEqual([
      {
        revision: 'd1',
        parents: ['c1'],
        dependsOn: ['b1'],
        branchLabels: ['billing'],
        children: [],
        message: 'invoices by phone',
        path: 'migrations/d1_invoices_by_phone.ts',
        createDate: '2026-11-22T11:48:42Z',
        isHead: true,
        isEffectiveHead: false,
        isBranchPoint: false,
        isMergePoint: false,
      },
      expect.objectContaining({ revision: 'c1', children: ['d1'] }),
    ])
  })

  it('shows a message as it is read, never as the terminal would obey it', async () => {
    const made = shop([{ id: 'a1', message: 'red \u001B[31malert' }])
    expect((await made.run(['history'])).out).toBe('<base> -> a1 (head), red \u241B[31malert\n')
  })

  it('has colours on a terminal only', async () => {
    const made = shop(LINE)
    expect((await made.run(['history'], { isTerminal: true })).out).toContain(
      'a1 -> \u001B[1mb1\u001B[0m \u001B[32;1m(head)\u001B[0m, add phone\n',
    )
    expect((await made.run(['history', '--no-color'], { isTerminal: true })).out).not.toContain('\u001B[')
  })

  it('of a project without migrations says how to begin', async () => {
    const made = shop([], { 'migrations/env.ts': 'export default {}\n' })
    expect(await made.run(['history'])).toEqual({
      code: 0,
      out: '',
      err: 'note: There are no migrations in migrations yet. The first one: migrate-lint revision -m "create users"\n',
    })
    expect(JSON.parse((await made.run(['history', '--json'])).out)).toEqual([])
  })

  it.each([
    [
      ['-r', 'b1'],
      "error: History range requires [start]:[end], [start]:, or :[end], not 'b1'; for one revision use `show`.\n",
    ],
    [['-f', 'jsn'], 'error: --format: there is no format jsn.\nExpected text or json.\nDid you mean json?\n'],
    [
      ['-r', 'b1:c1'],
      'error: Requested range b1:c1 does not refer to ancestor/descendant revisions along the same branch; the older revision comes first, and the newer one has to follow it.\n',
    ],
  ])('refuses %j', async (argv, err) => {
    expect(await shop().run(['history', ...argv])).toEqual({ code: 2, out: '', err })
  })

  it('of files that make no graph says which is wrong', async () => {
    const made = shop([...LINE, { id: 'b2', message: 'lost', parents: ['b0'] }])
    expect(await made.run(['history'])).toEqual({
      code: 2,
      out: '',
      err: 'error: Revision b0 referenced from b2 (migrations/b2_lost.ts) is not present; restore its file, or correct downRevision in migrations/b2_lost.ts.\n',
    })
  })
})

describe('heads', () => {
  it('lists the ends, those included that another one depends on', async () => {
    expect((await shop().run(['heads'])).out).toBe(text('b1 (effective head)', 'd1 (billing) (head)'))
  })

  it('leaves those out with --resolve-dependencies', async () => {
    expect((await shop().run(['heads', '--resolve-dependencies'])).out).toBe(text('d1 (billing) (head)'))
  })

  it('has a block for each with --verbose', async () => {
    expect((await shop().run(['heads', '-v'])).out).toContain(
      text(
        'Rev: d1 (head)',
        'Parent: c1',
        'Also depends on: b1',
        'Branch names: billing',
        'Path: migrations/d1_invoices_by_phone.ts',
        '',
        '    invoices by phone',
      ),
    )
  })
})

describe('branches', () => {
  it('lists where the history parts, with what follows', async () => {
    expect((await shop().run(['branches'])).out).toBe(
      text('a1 (branchpoint)', '   -> b1 (effective head)', '   -> c1 (billing)', ''),
    )
  })

  it('tells more with --verbose', async () => {
    const { out } = await shop().run(['branches', '-v'])
    expect(out).toContain(text('Rev: a1 (branchpoint)', 'Parent: <base>', 'Branches into: b1, c1'))
    expect(out).toContain(text('   -> b1 (effective head), add phone', '   -> c1 (billing), invoices', ''))
  })

  it('is a list for programs', async () => {
    expect(JSON.parse((await shop().run(['branches', '--json'])).out)).toEqual([
      expect.objectContaining({
        revision: 'a1',
        isBranchPoint: true,
        branches: [
          expect.objectContaining({ revision: 'b1' }),
          expect.objectContaining({ revision: 'c1', branchLabels: ['billing'] }),
        ],
      }),
    ])
  })

  it('is empty for a line', async () => {
    expect(await shop(LINE).run(['branches'])).toEqual({ code: 0, out: '', err: '' })
  })
})

describe('show', () => {
  it.each(['b1', 'head', 'a1+1'])('prints the block of %s', async place => {
    expect((await shop(LINE).run(['show', place])).out).toBe(
      text(
        'Rev: b1 (head)',
        'Parent: a1',
        'Path: migrations/b1_add_phone.ts',
        '',
        '    add phone',
        '',
        '    Revision ID: b1',
        '    Revises: a1',
        '    Create Date: 2026-11-22T11:48:42Z',
        '',
      ),
    )
  })

  it('says what a merge merges', async () => {
    expect((await shop(MERGED).run(['show', 'm1'])).out).toContain(
      text('Rev: m1 (head) (mergepoint)', 'Merges: b1, d1', 'Branch names: billing'),
    )
  })

  it('prints all of a comment, and makes one up for a file that has none', async () => {
    const made = shop([], {
      'migrations/a1_create_customers.js': "exports.revision = 'a1'\nexports.upgrade = () => undefined\n",
      'migrations/b1_add_phone.js': [
        '/*',
        ' * add phone',
        ' *',
        ' * Asked for by support: see the wiki.',
        ' */',
        "exports.revision = 'b1'",
        "exports.downRevision = 'a1'",
        'exports.upgrade = () => undefined',
      ].join('\r\n'),
    })
    expect((await made.run(['show', 'a1'])).out).toContain(
      text('', '    create customers', '', '    Revision ID: a1', '    Revises:', ''),
    )
    expect((await made.run(['show', 'b1'])).out).toContain(
      text('', '    add phone', '', '    Asked for by support: see the wiki.', ''),
    )
  })

  it.each([
    [
      'zz',
      "error: Can't locate revision identified by 'zz'; please ensure at least four characters are present for partial revision identifier matches; `history` lists the ids.\n",
    ],
    [
      'head',
      "error: Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads; the heads are b1, d1.\n",
    ],
    [
      '+1',
      "error: '+1' depends on where a database is; name the revision, or count from one, as in head-1.\n",
    ],
  ])('refuses %s', async (place, err) => {
    expect(await shop().run(['show', place])).toEqual({ code: 2, out: '', err })
  })
})
