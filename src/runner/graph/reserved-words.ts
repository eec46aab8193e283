/** Words of the command line that stand for revisions, so that none can be called so. */

const WORDS = ['head', 'heads', 'base', 'current'] as const

export type ReservedWord = (typeof WORDS)[number]

/** Whether the word has a meaning of its own. */
export function isReservedWord(word: string): word is ReservedWord {
  return WORDS.some(each => each === word)
}
