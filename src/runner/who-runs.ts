/** Who runs migrations, for the history. */
import { hostname, userInfo } from 'node:os'

/** `deploy@web-1`; what cannot be told is left out. */
export function whoRuns(): string {
  return `${userName()}@${hostname()}`
}

/** A container may run under a number that has no name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? 'unknown')
  }
}
