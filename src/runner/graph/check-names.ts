/** Whether the names of a history can be told apart, and from the words that the commands know. */
import { isReservedWord } from './reserved-words.ts'
import { listed, RevisionError } from './revision-error.ts'
import type { Revision } from './revision.ts'

/** The width of the version table's column. */
const LONGEST_ID = 32

/** Throws on an id or a label that cannot be used, or is used twice; gives the revision of each label. */
export function checkNames(revisions: readonly Revision[]): ReadonlyMap<string, string> {
  const byId = new Map<string, Revision>()
  for (const revision of revisions) {
    checkId(revision.id, revision.path)
    const first = byId.get(revision.id)
    if (first) {
      throw new RevisionError(
        `Revision ${revision.id} is present more than once, in ${first.path} and in ${revision.path}`,
        'give one of them another id, and say so in what follows it',
      )
    }
    byId.set(revision.id, revision)
  }
  const labels = new Map<string, string>()
  for (const revision of revisions) {
    for (const label of revision.labels) {
      checkLabel(label, revision.path)
      checkLabelIsFree(label, revision.id, labels.get(label) ?? byId.get(label)?.id)
      labels.set(label, revision.id)
    }
  }
  return labels
}

/** Throws if a revision cannot have this id; `place` is where it is written. */
export function checkId(id: string, place: string): void {
  const remedy = `choose another id in ${place}`
  checkWord('revision identifier', id, remedy)
  if (id.length > LONGEST_ID) {
    throw new RevisionError(
      `Revision identifier '${id}' has ${id.length} characters, the version table has room for ${LONGEST_ID}`,
      remedy,
    )
  }
}

/** Throws if a branch cannot have this name; `place` is where it is written. */
export function checkLabel(label: string, place: string): void {
  checkWord('branch name', label, `choose another branch name in ${place}`)
}

/** Throws if the label is the id or the label of another revision. */
export function checkLabelIsFree(label: string, id: string, holder: string | undefined): void {
  if (holder === undefined) return
  throw new RevisionError(
    `Branch name '${label}' in revision ${id} already used by revision ${holder}`,
    'a branch has its name once, where it begins; take the name out of one of them',
  )
}

function checkWord(kind: string, word: string, remedy: string): void {
  const illegal = [...new Set(word)].filter(char => '@-+:'.includes(char) || /\s/u.test(char)).sort()
  if (word === '') throw new RevisionError(`A ${kind} is empty`, remedy)
  if (illegal.length > 0) {
    throw new RevisionError(
      `Character(s) '${listed(illegal)}' not allowed in ${kind} '${word}', where they mean a branch, a step or a range`,
      remedy,
    )
  }
  if (isReservedWord(word)) {
    throw new RevisionError(`The word '${word}' is reserved and cannot be a ${kind}`, remedy)
  }
}
