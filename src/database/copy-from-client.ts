/** Recognises `COPY … FROM STDIN` without a parser: what makes a server wait for data that a migration cannot send. */

/** Comments, strings, quoted names and dollar-quoted bodies: places where the words mean nothing. */
const QUIET =
  /--[^\n]*|\/\*[\s\S]*?\*\/|\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$(?:[\s\S]*?)\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$|'(?:[^']|'')*'|"(?:[^"]|"")*"/gu

const COPY_FROM_CLIENT = /(?:^|;)\s*copy\b[^;]*\bfrom\s+stdin\b/iu

/** Whether one of the statements reads its rows from the client: https://www.postgresql.org/docs/current/sql-copy.html */
export function readsFromClient(sql: string): boolean {
  return /\bstdin\b/iu.test(sql) && COPY_FROM_CLIENT.test(sql.replaceAll(QUIET, blank))
}

/** Nothing in place of a comment, some word in place of a string or name. */
function blank(quiet: string): string {
  return quiet.startsWith('--') || quiet.startsWith('/*') ? ' ' : ' x '
}
