/** The heads of a history and that of another branch of the repository together. */
import { describe, expect, it } from 'vitest'
import { mergedHeads } from '../../../src/runner/graph/merged-heads.ts'
import { refusal } from './helpers.ts'
import { revisions } from './histories.ts'

const MAIN = 'users \n mails <- users'

function heads(ours: string, theirs: string): readonly string[] {
  return mergedHeads(revisions(ours), revisions(theirs)).map(
    ({ revision, side, isEffectiveHead }) => `${revision.id} ${side}${isEffectiveHead ? ' effective' : ''}`,
  )
}

describe('the heads after a merge', () => {
  it.each([
    ['nothing is new', MAIN, MAIN, ['mails both']],
    ['one side is new', `${MAIN} \n tags <- mails`, MAIN, ['tags ours']],
    ['the other side is new', MAIN, `${MAIN} \n news <- mails`, ['news theirs']],
    [
      'both sides follow the same revision',
      `${MAIN} \n tags <- mails`,
      `${MAIN} \n news <- mails`,
      ['tags ours', 'news theirs'],
    ],
    [
      'one side follows the other',
      `${MAIN} \n news <- mails \n tags <- news`,
      `${MAIN} \n news <- mails`,
      ['tags ours'],
    ],
    [
      'one side depends on what the other one leaves behind',
      `${MAIN} \n posts <- users`,
      `${MAIN} \n tags <- mails needs mails`,
      ['posts ours', 'tags theirs'],
    ],
    [
      'one side depends on a head of the other',
      `${MAIN} \n posts <- users \n tags <- mails needs posts`,
      `${MAIN} \n posts <- users`,
      ['posts both effective', 'tags ours'],
    ],
  ])('are known where %s', (_, ours, theirs, expected) => {
    expect(heads(ours, theirs)).toEqual(expected)
  })

  it('have what both sides have as ours says it', () => {
    expect(
      heads('users \n mails <- users \n tags <- mails', 'users \n mails <- users \n tags <- users'),
    ).toEqual(['tags both'])
  })

  it('are none where both sides gave one id to different files', () => {
    const shared = revisions(`${MAIN} \n tags <- mails`).map(revision =>
      revision.id === 'tags' ? { ...revision, path: 'theirs/tags.ts' } : revision,
    )
    expect(refusal(() => mergedHeads(revisions(`${MAIN} \n tags <- mails`), shared))).toBe(
      'Revision tags is present more than once, in migrations/tags.ts and in theirs/tags.ts; give one of them another ' +
        'id, and say so in what follows it.',
    )
  })
})
