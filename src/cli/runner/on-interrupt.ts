/** Ctrl-C during a run: the process ends at once, which every migration survives; what that means is said. */
import type { Io } from '../io.ts'

/** Exit code of a process that SIGINT ended: https://www.gnu.org/software/bash/manual/html_node/Exit-Status.html */
const INTERRUPTED = 130

/** Gives the function that takes the handler away again. */
export function onInterrupt(io: Io): () => void {
  const handler = () => {
    io.err(
      '\nInterrupted. What was not committed is rolled back; a statement that the server is busy with may go on until its end.\n`migrate-lint current` says where the database is, and the next upgrade goes on from there.\n',
    )
    process.exit(INTERRUPTED)
  }
  process.once('SIGINT', handler)
  return () => void process.removeListener('SIGINT', handler)
}
