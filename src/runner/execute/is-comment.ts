/** Whether a dialect had nothing to say: its printers then give a comment. */

/** Every line is a comment; there is nothing to send. */
export function isComment(sql: string): boolean {
  return sql.split('\n').every(line => line.startsWith('--'))
}
