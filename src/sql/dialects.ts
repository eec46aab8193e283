/** Tells other databases' SQL by the words that only they have. */
import { isWord, tokensOf } from './lexer.ts'

/** What gives a language away, in the order in which it is looked for. */
const SIGNS: readonly { readonly dialect: string; readonly sign: RegExp }[] = [
  {
    dialect: 'SQLite',
    sign: /\bAUTOINCREMENT\b|^\s*PRAGMA\b|\bINSERT\s+OR\s+(?:REPLACE|IGNORE)\b|\bWITHOUT\s+ROWID\b/iu,
  },
  {
    dialect: 'MySQL',
    sign: /\bAUTO_INCREMENT\b|\bENGINE\s*=|\bUNSIGNED\b|\bMODIFY\s+COLUMN\b|\bCHANGE\s+COLUMN\b|\bCHARACTER\s+SET\b|\bCHARSET\b|\bON\s+DUPLICATE\s+KEY\b|\b(?:TINY|MEDIUM)INT\b|\bFOREIGN_KEY_CHECKS\b|\bDROP\s+FOREIGN\s+KEY\b|\b(?:UN)?LOCK\s+TABLES\b|^\s*USE\s+\w|\bADD\s+(?:UNIQUE\s+)?(?:INDEX|KEY)\b|\bDELIMITER\b/iu,
  },
  {
    dialect: 'SQL Server',
    sign: /\bNVARCHAR\b|\bIDENTITY\s*\(\s*\d+\s*,|\[(?:dbo|[A-Za-z_]\w*)\]|^\s*GO\s*$|\bDATETIME2\b/imu,
  },
  { dialect: 'MySQL or SQLite', sign: /`/u },
  { dialect: 'Oracle', sign: /\bN?VARCHAR2\b|\bNUMBER\s*\(/iu },
]

/** The database whose language a text, which PostgreSQL refuses, plainly is in. */
export function looksForeign(text: string): string | undefined {
  const code = codeOnly(text)
  return SIGNS.find(({ sign }) => sign.test(code))?.dialect
}

/** The text without strings, quoted names and comments, which may hold any word. */
function codeOnly(text: string): string {
  const kept = tokensOf(text).filter(token => !['string', 'quoted', 'comment'].includes(token.kind))
  return kept
    .map(token => (isWord(text, token, 'GO') ? '\nGO\n' : text.slice(token.start, token.end)))
    .join(' ')
}
