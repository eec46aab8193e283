/** `heads --with`: the fork that two branches make together, and neither shows by itself. */
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { TemporaryProject } from './run-cli.ts'
import { shop, shopPath, shopText, type ShopFile } from './shop-history.ts'

const FAX: ShopFile = { id: 'f1', message: 'add fax', parents: ['b1'] }
const MAIL: ShopFile = { id: 'm1', message: 'add mail', parents: ['b1'] }
const CUSTOMERS: ShopFile = { id: 'a1', message: 'create customers' }
const PHONE: ShopFile = { id: 'b1', message: 'add phone', parents: ['a1'] }

/** What one side does after the line that both have. */
interface Side {
  readonly write?: readonly ShopFile[]
  readonly remove?: readonly ShopFile[]
}

/** A repository whose `main` goes one way, and a working tree that goes another; nothing of it is committed. */
function fork({ main = {}, here = {} }: { readonly main?: Side; readonly here?: Side }): TemporaryProject {
  const made = shop([CUSTOMERS, PHONE])
  const git = (...args: readonly string[]) => {
    const who = ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'commit.gpgsign=false']
    const { status, stderr } = spawnSync('git', [...who, ...args], { cwd: made.root, encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
  }
  const commit = () => {
    git('add', '-A')
    git('commit', '-q', '--allow-empty', '-m', 'customers')
  }
  const apply = ({ write = [], remove = [] }: Side) => {
    for (const file of write) made.write(shopPath(file), shopText(file))
    for (const file of remove) rmSync(made.path(shopPath(file)))
  }
  git('init', '-q', '-b', 'main')
  commit()
  git('branch', 'feature')
  apply(main)
  commit()
  git('checkout', '-q', 'feature')
  apply(here)
  return made
}

const withMain = (made: TemporaryProject, ...argv: readonly string[]) =>
  made.run(['heads', '--with', 'main', ...argv])

describe('heads --with', () => {
  it('fails when the two sides fork the history, and says how to join it', async () => {
    expect(await withMain(fork({ main: { write: [MAIL] }, here: { write: [FAX] } }))).toEqual({
      code: 1,
      out: [
        'f1 (head), add fax, here: migrations/f1_add_fax.ts',
        'm1 (head), add mail, in main: migrations/m1_add_mail.ts',
        '',
      ].join('\n'),
      err: [
        'error: Merged with main, the history has 2 heads, and `upgrade head` will refuse to choose.',
        'Join them: git merge main && migrate-lint merge',
        "Or, while no database has f1: git rebase main, and let it follow m1, with downRevision = 'm1' in migrations/f1_add_fax.ts",
        '',
      ].join('\n'),
    })
  })

  it('tells programs whose each head is', async () => {
    const made = fork({ main: { write: [MAIL] }, here: { write: [FAX] } })
    const { code, out } = await withMain(made, '--json')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toEqual({
      ref: 'main',
      heads: [
        {
          revision: 'f1',
          parents: ['b1'],
          dependsOn: [],
          message: 'add fax',
          path: 'migrations/f1_add_fax.ts',
          createDate: '2026-11-22T11:48:42Z',
          side: 'ours',
          isEffectiveHead: false,
        },
        expect.objectContaining({ revision: 'm1', side: 'theirs' }),
      ],
      conflicts: [],
    })
  })

  it.each<[string, Parameters<typeof fork>[0], string]>([
    ['nothing is new', {}, 'b1 (head), add phone, here and in main: migrations/b1_add_phone.ts\n'],
    [
      'only this side has gone on',
      { here: { write: [FAX] } },
      'f1 (head), add fax, here: migrations/f1_add_fax.ts\n',
    ],
    [
      'only the other side has gone on',
      { main: { write: [MAIL] } },
      'm1 (head), add mail, in main: migrations/m1_add_mail.ts\n',
    ],
    [
      'this side follows what the other has',
      { main: { write: [MAIL] }, here: { write: [MAIL, { ...FAX, parents: ['m1'] }] } },
      'f1 (head), add fax, here: migrations/f1_add_fax.ts\n',
    ],
    [
      'this side joins the two',
      {
        main: { write: [MAIL] },
        here: { write: [FAX, MAIL, { id: 'j1', message: 'join', parents: ['f1', 'm1'] }] },
      },
      'j1 (head), join, here: migrations/j1_join.ts\n',
    ],
  ])('passes when %s', async (_, sides, out) => {
    expect(await withMain(fork(sides))).toEqual({ code: 0, err: '', out })
  })

  it('counts a file as gone that this side has deleted', async () => {
    const made = fork({ here: { remove: [PHONE], write: [{ ...FAX, parents: ['a1'] }] } })
    expect(await withMain(made)).toEqual({
      code: 0,
      err: '',
      out: 'f1 (head), add fax, here: migrations/f1_add_fax.ts\n',
    })
  })

  it('counts a file as gone that the other side has deleted', async () => {
    expect(await withMain(fork({ main: { remove: [PHONE] }, here: { write: [FAX] } }))).toEqual({
      code: 2,
      out: '',
      err: 'error: --with: main: merged with it the history is broken: Revision b1 referenced from f1 (migrations/f1_add_fax.ts) is not present; restore its file, or correct downRevision in migrations/f1_add_fax.ts.\n',
    })
  })

  it('takes the version of the side that has changed a file', async () => {
    const main = { write: [MAIL, { ...PHONE, parents: ['a1'], labels: ['phones'] }] }
    const { code, out } = await withMain(fork({ main }), '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ heads: [{ revision: 'm1' }], conflicts: [] })
  })

  it('names a file that both sides have changed', async () => {
    const changed = (label: string) => ({ write: [{ ...PHONE, labels: [label] }] })
    expect(await withMain(fork({ main: changed('phones'), here: changed('numbers') }))).toEqual({
      code: 0,
      err: 'note: migrations/b1_add_phone.ts is changed here and in main; it is read as it is here.\n',
      out: 'b1 (head), add phone, here and in main: migrations/b1_add_phone.ts\n',
    })
  })

  it('says when the merged history is broken', async () => {
    const both = (id: string): ShopFile => ({ id, message: `add ${id}`, parents: ['b1'], labels: ['phones'] })
    expect(await withMain(fork({ main: { write: [both('m1')] }, here: { write: [both('f1')] } }))).toEqual({
      code: 2,
      out: '',
      err: "error: --with: main: merged with it the history is broken: Branch name 'phones' in revision m1 already used by revision f1; a branch has its name once, where it begins; take the name out of one of them.\n",
    })
  })

  it('does not mind the line breaks of Windows in the working tree', async () => {
    const made = fork({ main: { remove: [PHONE], write: [{ ...FAX, parents: ['a1'] }] } })
    made.write(shopPath(PHONE), shopText(PHONE).replaceAll('\n', '\r\n'))
    made.write(shopPath(CUSTOMERS), shopText(CUSTOMERS).replaceAll('\n', '\r\n'))
    expect(await withMain(made)).toMatchObject({ code: 0, out: expect.stringContaining('f1 (head)') })
  })

  it('says what git lacks', async () => {
    const { code, err } = await fork({}).run(['heads', '--with', 'mian'])
    expect(code).toBe(2)
    expect(err).toBe(
      'error: --with: mian: git knows no such branch, tag or commit here.\nIn CI it has to be fetched first: git fetch origin mian; then name it origin/mian.\n',
    )
  })
})
