/** What a new migration is called: its id and its file. */
import { randomBytes } from 'node:crypto'

/** As long as Alembic's. */
const LONGEST_SLUG = 40

/** Twelve hexadecimal digits that no other branch of the repository will choose. */
export function randomId(): string {
  return randomBytes(6).toString('hex')
}

/** `3f2a9c41d07b_add_phone.ts`. */
export function migrationFileName(id: string, message: string, ending: string): string {
  const slug = slugOf(message)
  return `${safe(id)}${slug === '' ? '' : `_${slug}`}${ending}`
}

/** The words of the first line, in small letters; a long text ends with a whole word. */
function slugOf(message: string): string {
  const [line = ''] = message.trim().split(/\r?\n/u)
  const words =
    line
      .toLowerCase()
      .normalize('NFC')
      .match(/[\p{L}\p{M}\p{N}_]+/gu) ?? []
  const slug = words.join('_').replace(/^_+|_+$/gu, '')
  if (slug.length <= LONGEST_SLUG) return slug
  const cut = slug.slice(0, LONGEST_SLUG)
  const end = slug.charAt(LONGEST_SLUG) === '_' ? LONGEST_SLUG : cut.lastIndexOf('_')
  return cut.slice(0, end > 0 ? end : LONGEST_SLUG)
}

/** An id may hold characters that a file name must not. */
function safe(id: string): string {
  return id.replace(/[^\p{L}\p{M}\p{N}_.]+/gu, '_')
}
