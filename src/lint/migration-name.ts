/** What the name of a migration tells about it. */
import type { Migration } from '../model/migration.ts'
import { namesIn } from '../model/names-in.ts'

/** Words that are true of every migration. */
const EMPTY: ReadonlySet<string> = new Set(
  (
    'alter alters asdf auto change changed changes clean cleanup dev draft edit edits final fix fixed fixes foo bar ' +
    'generated hotfix hotfixes improvement improvements latest migrate migrated migration migrations minor misc ' +
    'miscellaneous mod mods modification modifications modify new next other patch patches quick refactor refactoring ' +
    'script small stuff temp test testing tests tmp todo tweak tweaks unnamed untitled update updated updates upgrade ' +
    'various wip work'
  ).split(' '),
)

/** Words that say nothing beside those, but something alone: `schema` is the first migration of many projects. */
const FILLING: ReadonlySet<string> = new Set(
  'a an again and column columns database databases db drizzle field fields for in it knex more my name of on our pg postgres prisma schema schemas some sql table tables the things this to typeorm with'.split(
    ' ',
  ),
)

/** Words of people who name what they do; Drizzle Kit pairs an adjective with a character of a comic. */
const TOLD: ReadonlySet<string> = new Set(
  (
    'add added adds allow alter backfill baseline cascade change check column constraint convert create custom data ' +
    'default delete disable drop enable enum extension fill fix foreign function index indexes init initial insert ' +
    'introduce key make merge migrate migration move new null policies policy primary rebuild refactor remove rename ' +
    'replace restore revert rls role schema seed set setup split sync table trigger type unique update upgrade user view'
  ).split(' '),
)

/** The name that people read: the file's where it holds more than what the runner calls the migration. */
export function readableName({ name, file, framework }: Migration): string {
  const base = file.path.slice(file.path.lastIndexOf('/') + 1).replace(/(?:\.(?:up|do|tx))*\.\w+$/u, '')
  return framework === 'migrate-lint' || base.includes(name) ? base : name
}

/**
 * Why a name tells nothing of what the migration does: there is no word in it besides times and revision ids, its
 * words are true of every migration, or Drizzle Kit made it up; undefined when it does tell something.
 */
export function emptyName(migration: Migration): 'no word' | 'empty words' | 'made up' | undefined {
  const words = wordsOf(readableName(migration))
  if (words.length === 0) return 'no word'
  const says = words.filter(word => !EMPTY.has(word))
  if (says.length < words.length && says.every(word => FILLING.has(word))) return 'empty words'
  return migration.framework === 'drizzle' && isMadeUp(words, migration) ? 'made up' : undefined
}

/** The words of a name, without times, versions and revision ids: `V1_2__AddNotes`, `AddNotes1700000000000`. */
export function wordsOf(name: string): readonly string[] {
  return name
    .split(/[^\p{L}\p{N}]+/u)
    .filter(part => !isRevision(part))
    .flatMap(part => part.replace(/(\p{Ll}|\p{N})(?=\p{Lu})|(\p{Lu})(?=\p{Lu}\p{Ll})/gu, '$& ').split(' '))
    .map(word => word.replace(/\d+$/u, '').toLowerCase())
    .filter(word => /\p{L}/u.test(word) && !/^(?:[vur]|up|down)$/u.test(word))
}

/** Hexadecimal with a digit in it, as Alembic and our own runner make them. */
function isRevision(part: string): boolean {
  return /^(?=.*\d)[\da-f]{6,}$/iu.test(part)
}

/** None of its words says what is done or occurs in what is done. */
function isMadeUp(words: readonly string[], { up }: Migration): boolean {
  if (words.length < 2 || words.length > 4 || words.some(word => TOLD.has(word))) return false
  const used = new Set(up.flatMap(namesIn).flatMap(wordsOf).map(stem))
  return !words.some(word => used.has(stem(word)))
}

function stem(word: string): string {
  return word.replace(/(?:es|s)$/u, '')
}
