/** Names and constants as SQLite writes them. */
import { spellingOf, type Spelling } from '../spelling.ts'

/** The keywords of https://www.sqlite.org/lang_keywords.html that the grammar does not also take as names, and the two that name values. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(
  `add all alter and as autoincrement between case cast check collate commit constraint create current_date
  current_time current_timestamp default deferrable delete distinct drop else escape except exists false foreign
  from group having if in index insert intersect into is isnull join limit not nothing notnull null on or order
  primary raise references returning savepoint select set table then to transaction true union unique update
  using values when where`.split(/\s+/u),
)

const PLAIN = /^[a-z_][a-z0-9_]*$/iu

function identifier(name: string): string {
  const plain = PLAIN.test(name) && !RESERVED_WORDS.has(name.toLowerCase())
  // SQLite ignores case; quotes keep it visible that the name has some, as in the text for PostgreSQL.
  return plain && name === name.toLowerCase() ? name : `"${name.replaceAll('"', '""')}"`
}

/** Backslashes are characters as any other. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** Names and constants for the printers that dialects share. */
export const SQLITE: Spelling = withoutPublic(spellingOf(identifier, literal))

/** PostgreSQL's `public` is where tables without a schema are; to SQLite it would be a database to attach. */
function withoutPublic(spelling: Spelling): Spelling {
  return {
    ...spelling,
    qualified: ({ schema, name }) =>
      spelling.qualified(schema === undefined || schema === 'public' ? { name } : { schema, name }),
  }
}
