/** What differs between the frontends whose runners hand over a connection. */
import type { CodeStyle } from './code-writer.ts'

/** How operations are said on a connection. */
export interface ConnectionStyle extends Pick<CodeStyle, 'call' | 'receiverAt' | 'connects'> {
  /** Under which names an object that is handed over holds the connection. */
  readonly names: readonly string[]
  /** What stands behind the name of something that queries are sent through. */
  readonly sends: RegExp
}
