/** Tells other databases' SQL by the words that only they have. */
import { isWord, tokensOf, type TokenKind } from './lexer.ts'

/** What gives a language away, in the order in which it is looked for. */
const SIGNS: readonly { readonly dialect: string; readonly sign: RegExp }[] = [
  {
    dialect: 'SQLite',
    sign: /\bAUTOINCREMENT\b|^\s*PRAGMA\b|\bINSERT\s+OR\s+(?:REPLACE|IGNORE)\b|\bWITHOUT\s+ROWID\b/iu,
  },
  {
    dialect: 'MySQL',
    sign: /\bAUTO_INCREMENT\b|\bENGINE\s*=|\bUNSIGNED\b|\bMODIFY\s+COLUMN\b|\bCHANGE\s+COLUMN\b|\bCHARACTER\s+SET\b|\bCHARSET\b|\bON\s+DUPLICATE\s+KEY\b|\b(?:TINY|MEDIUM)INT\b|\bFOREIGN_KEY_CHECKS\b|\bDROP\s+FOREIGN\s+KEY\b|\b(?:UN)?LOCK\s+TABLES\b|^\s*USE\s+\w|\bADD\s+(?:UNIQUE\s+)?(?:INDEX|KEY)\b|\bDELIMITER\b|\bINSERT\s+IGNORE\b|^\s*SHOW\s+(?:COLUMNS|TABLES|INDEX|CREATE)\b|\bUPDATE\b[^;]*\bJOIN\b[^;]*\bSET\b/iu,
  },
  { dialect: 'CockroachDB', sign: /\bINDEX\b[^;]*(?:""|\w)@(?:""|[a-z_])/iu },
  {
    dialect: 'SQL Server',
    sign: /\bNVARCHAR\b|\bIDENTITY\s*\(\s*\d+\s*,|^\s*GO\b|\bDATETIME2\b|\bVARCHAR\s*\(\s*MAX\s*\)|\bSELECT\s+TOP\s+\(?\d|\bSP_RENAME\b/imu,
  },
  { dialect: 'SQL Server or SQLite', sign: /(?<![\w)\]"])\[[A-Za-z_]\w*\]/u },
  { dialect: 'MySQL or SQLite', sign: /`/u },
  { dialect: 'Oracle', sign: /\bN?VARCHAR2\b|\bNUMBER\s*\(/iu },
]

/** The database whose language a text, which PostgreSQL refuses, plainly is in. */
export function looksForeign(text: string): string | undefined {
  const code = codeOnly(text)
  return SIGNS.find(({ sign }) => sign.test(code))?.dialect
}

/** Whether a text has places that its runner fills in: `${schema}`, `{{ schema }}`, psql's `:schema` and `:'schema'`. */
export function hasPlaceholders(text: string): boolean {
  return /\$\{|\{\{|(?<![:\w]):(?:''|""|[a-z_]\w*)/iu.test(codeOnly(text))
}

/** The text without comments and without what stands in strings and quoted names, which may be any word. */
function codeOnly(text: string): string {
  let code = ''
  let behind = 0
  for (const token of tokensOf(text)) {
    if (token.kind === 'comment') continue
    if (token.start > behind) code += isWord(text, token, 'GO') ? '\n' : ' '
    code += EMPTIED[token.kind] ?? text.slice(token.start, token.end)
    behind = token.end
  }
  return code
}

const EMPTIED: { readonly [K in TokenKind]?: string } = { string: "''", quoted: '""' }
