/** The language of `.sql` files for ESLint, which runs its rules on them as on code: `language: 'migrate-lint/sql'`. */
import type { File, Language, OkParseResult } from '@eslint/core'
import { core } from './core.ts'
import { locator, type SqlComment, type SqlFile } from './sql-nodes.ts'
import { SqlSourceCode } from './sql-source-code.ts'

interface Types {
  LangOptions: Record<string, unknown>
  Code: SqlSourceCode
  RootNode: SqlFile
  Node: SqlFile
}

/** The language. */
export const sqlLanguage: Language<Types> = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 0,
  nodeTypeKey: 'type',
  visitorKeys: { SqlFile: [] },
  // Rules for JavaScript look into them.
  defaultLanguageOptions: { parserOptions: {} },
  validateLanguageOptions() {
    // What configurations without `files` set for JavaScript says nothing about SQL, and is no mistake.
  },
  parse: file => parse(textOf(file)),
  createSourceCode: (file, { ast }: OkParseResult<SqlFile>) => new SqlSourceCode({ text: textOf(file), ast }),
}

/** Never fails: what is no migration is left alone, whatever is written in it, and in one a rule tells what cannot be read. */
function parse(text: string): OkParseResult<SqlFile> {
  const locOf = locator(text)
  const comments = core()
    .commentsInSql(text)
    .map(({ kind, text: value, start, end }): SqlComment => {
      const type = kind === 'line' ? 'Line' : 'Block'
      return { type, value, range: [start, end], loc: locOf(start, end) }
    })
  // The loc has to be there: getLocFromIndex of ESLint's own base class asks the root for it.
  const loc = locOf(0, text.length)
  return {
    ok: true,
    ast: { type: 'SqlFile', range: [0, text.length], loc, comments, body: [], tokens: [] },
  }
}

function textOf({ body }: File): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body)
}
