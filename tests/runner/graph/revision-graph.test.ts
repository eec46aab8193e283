/** What a history has to be, and what its graph knows. */
import { describe, expect, it } from 'vitest'
import { nodeOf, revisionGraph } from '../../../src/runner/graph/revision-graph.ts'
import type { Revision } from '../../../src/runner/graph/revision.ts'
import { refusal, words } from './helpers.ts'
import {
  BRANCHED,
  CHAINED_DEPENDENCIES,
  DEPENDS_ON_LABEL,
  EFFECTIVE_HEAD,
  FOREST,
  graphOf,
  LABELLED,
  LINE,
  MERGED,
  NO_REVISIONS,
  OWN_PARENT,
  REPEATED_DEPENDENCY,
  revisions,
  SHARED_DEPENDENCY,
} from './histories.ts'

/** What is found, in which revisions. */
type Circle = readonly [string, string, string]

const CIRCLES: readonly Circle[] = [
  ['Self-loop', 'users', 'users <- users'],
  ['Self-loop', 'users', 'users <- users \n mails <- users \n news <- mails'],
  ['Self-loop', 'news', 'users \n mails <- users \n news <- mails, news'],
  ['Self-loop', 'mails', 'users \n mails <- users, mails \n news <- mails \n posts <- mails'],
  ['Self-loop', 'posts', 'users \n mails <- users \n news <- users \n posts <- mails, news, posts'],
  ['Dependency self-loop', 'users', 'users needs users'],
  ['Dependency self-loop', 'users', 'users needs users \n mails <- users \n news <- mails'],
  ['Dependency self-loop', 'news', 'users \n mails <- users \n news <- mails needs news'],
  ['Dependency self-loop', 'mails', 'users \n mails <- users needs mails \n news <- mails \n posts <- mails'],
  [
    'Dependency self-loop',
    'posts',
    'users \n mails <- users \n news <- users \n posts <- mails, news needs posts',
  ],
  ['Cycle', 'users, news, mails', 'users <- news \n mails <- users \n news <- mails'],
  [
    'Cycle',
    'users, news, mails',
    'users <- news \n mails <- users \n news <- mails \n shop \n carts <- shop',
  ],
  [
    'Cycle',
    'users, news, mails',
    'users <- news \n mails <- users \n news <- mails \n posts <- news \n tags <- posts',
  ],
  [
    'Cycle',
    'news, tags, posts',
    'users \n mails <- users \n news <- mails, tags \n posts <- news \n tags <- posts',
  ],
  ['Dependency cycle', 'users, news, mails', 'users needs news \n mails <- users \n news <- mails'],
  [
    'Dependency cycle',
    'users, news, mails',
    'users needs news \n mails <- users \n news <- mails \n shop \n carts <- shop',
  ],
  [
    'Dependency cycle',
    'users, news, mails',
    'users needs news \n mails <- users \n news <- mails \n posts <- news \n tags <- posts',
  ],
  [
    'Dependency cycle',
    'news, tags, posts',
    'users \n mails <- users \n news <- mails needs tags \n posts <- news \n tags <- posts',
  ],
]

describe('a history, as in Alembic,', () => {
  it.each(CIRCLES)('has no circle: %s of %s', (kind, ids, text) => {
    expect(refusal(() => graphOf(text))).toContain(`${kind} is detected in revisions (${ids});`)
  })

  it.each(['user_mails \n user <- user_mails', 'user_mails \n user needs user_mails'])(
    'may have an id that begins with another one: %s',
    text => {
      expect(graphOf(text).nodes.size).toBe(2)
    },
  )

  it.each([
    ['no-dashes', '-'],
    ['no@atsigns', '@'],
    ['no:colons', ':'],
    ['no@atsigns-ordashes', '-, @'],
    ['no+plus', '+'],
  ])('has no id such as %s', (id, characters) => {
    expect(refusal(() => graphOf(id))).toBe(
      `Character(s) '${characters}' not allowed in revision identifier '${id}', where they mean a branch, a step ` +
        `or a range; choose another id in migrations/${id}.ts.`,
    )
  })

  it('has each branch name once', () => {
    const text = `
      users
      mails <- users @people
      shop
      carts <- shop @people`
    expect(refusal(() => graphOf(text))).toBe(
      "Branch name 'people' in revision carts already used by revision mails; a branch has its name once, where it " +
        'begins; take the name out of one of them.',
    )
  })
})

describe('a history', () => {
  it.each(['head', 'heads', 'base', 'current'])('has no revision called %s', id => {
    expect(refusal(() => graphOf(id))).toBe(
      `The word '${id}' is reserved and cannot be a revision identifier; choose another id in migrations/${id}.ts.`,
    )
    expect(refusal(() => graphOf(`users @${id}`))).toBe(
      `The word '${id}' is reserved and cannot be a branch name; choose another branch name in migrations/users.ts.`,
    )
  })

  it('has ids that fit the version table', () => {
    const [longest, longer] = ['u'.repeat(32), 'u'.repeat(33)]
    expect(graphOf(longest).heads).toEqual([longest])
    expect(refusal(() => graphOf(longer))).toBe(
      `Revision identifier '${longer}' has 33 characters, the version table has room for 32; choose another id in ` +
        `migrations/${longer}.ts.`,
    )
  })

  it('has no empty id', () => {
    const nameless: Revision = {
      id: '',
      parents: [],
      dependsOn: [],
      labels: [],
      message: '',
      path: 'migrations/users.ts',
    }
    expect(refusal(() => revisionGraph([nameless]))).toBe(
      'A revision identifier is empty; choose another id in migrations/users.ts.',
    )
  })

  it('has each id once, and says in which files it stands', () => {
    const copies = revisions('users').map(revision => ({ ...revision, path: 'migrations/copy.ts' }))
    expect(refusal(() => revisionGraph([...revisions('users'), ...copies]))).toBe(
      'Revision users is present more than once, in migrations/users.ts and in migrations/copy.ts; give one of them ' +
        'another id, and say so in what follows it.',
    )
  })

  it('has no branch named like a revision', () => {
    expect(refusal(() => graphOf('users \n mails <- users @users'))).toContain(
      "Branch name 'users' in revision mails already used by revision users;",
    )
  })

  it.each([
    ['mails <- users', 'users', 'restore its file, or correct downRevision in migrations/mails.ts.'],
    ['mails needs users', 'users', 'restore its file, or correct dependsOn in migrations/mails.ts.'],
    [
      'users2024 \n mails <- users',
      'users',
      'write users2024 in downRevision, where an id has to be given in full.',
    ],
    [
      'users @people \n mails <- people',
      'people',
      'write users in downRevision, where an id has to be given in full.',
    ],
  ])('has the revisions that it names: %s', (text, name, remedy) => {
    expect(refusal(() => graphOf(text))).toBe(
      `Revision ${name} referenced from mails (migrations/mails.ts) is not present; ${remedy}`,
    )
  })

  it('names the files of a circle', () => {
    expect(refusal(() => graphOf('users <- mails \n mails <- users'))).toBe(
      'Cycle is detected in revisions (users, mails); each of them waits for the next: correct downRevision in one ' +
        'of migrations/users.ts, migrations/mails.ts.',
    )
  })
})

describe('a graph, as in Alembic,', () => {
  it.each([
    ['a line', LINE, 'items', 'users'],
    ['branches', BRANCHED, 'totals taxes', 'shop'],
    ['a merge', MERGED, 'receipts', 'shop'],
    ['two histories', FOREST, 'shop2 stock2', 'shop1 stock1'],
    ['dependencies', SHARED_DEPENDENCY, 'cart2 bill2 counts tags', 'shop stock post'],
    ['a chain of dependencies', CHAINED_DEPENDENCIES, 'taxes counts letters', 'shop stock post'],
    ['a head that another one depends on', EFFECTIVE_HEAD, 'yard2 xray2', 'yard1 xray1'],
    ['no revisions', NO_REVISIONS, '', ''],
  ])('knows the heads and bases of %s', (_, graph, heads, bases) => {
    expect(graph.heads).toEqual(words(heads))
    expect(graph.bases).toEqual(words(bases))
  })

  it.each([
    ['a dependency that an ancestor has', REPEATED_DEPENDENCY, 'mails4', 'users3', 'mails3'],
    ['a dependency on the parent', REPEATED_DEPENDENCY, 'mails5', 'mails4', 'mails4'],
    ['a dependency on the only parent', OWN_PARENT, 'emails', 'users', 'users'],
    ['the name of a branch', DEPENDS_ON_LABEL, 'app3', 'lib3', 'app2 lib3'],
  ])('needs once: %s', (_, graph, id, dependsOn, needs) => {
    expect(nodeOf(graph, id)).toMatchObject({ dependsOn: words(dependsOn), needs: words(needs) })
  })

  it.each([
    ['from its revision upwards', LABELLED, 'parts', 'stock'],
    ['to the base of its line', LABELLED, 'depot', 'stock'],
    ['to the head', BRANCHED, 'taxes', 'billing'],
    ['not below where branches part', BRANCHED, 'users', ''],
    ['beyond a merge', MERGED, 'receipts', 'billing'],
    ['not down another side of a merge', MERGED, 'totals', ''],
    ['together with others', DEPENDS_ON_LABEL, 'lib4', 'lib stable'],
  ])('carries the name of a branch %s', (_, graph, id, labels) => {
    expect(nodeOf(graph, id).labels).toEqual(words(labels))
  })
})

describe('a branch name', () => {
  it('reaches down to the base although its branch parts further up', () => {
    const graph = graphOf('users \n mails <- users @people \n tags <- mails \n news <- tags \n posts <- tags')
    expect([...graph.nodes.values()].map(({ labels }) => labels)).toEqual(Array(5).fill(['people']))
  })
})
