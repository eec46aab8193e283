/** Does something at intervals in a session of its own, until it is stopped. */
import type { Connection } from '../../database/connection.ts'

/** The repetition that runs. */
export interface Heartbeat {
  stop(): Promise<void>
}

/** A failed beat is tried again with a new session at the next: the lease allows for some. */
export function startHeartbeat(
  open: () => Promise<Connection>,
  everyMs: number,
  beat: (session: Connection) => Promise<void>,
): Heartbeat {
  let session: Connection | undefined
  let running: Promise<void> = Promise.resolve()
  const once = async () => {
    try {
      session ??= await open()
      await beat(session)
    } catch {
      await close()
    }
  }
  const close = async () => {
    const old = session
    session = undefined
    await old?.close().catch(() => undefined)
  }
  const timer = setInterval(() => (running = running.then(once)), everyMs)
  // A run that is done ends, even if it forgot the lock.
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await running
      await close()
    },
  }
}
