/** Errors that the code of a migration has lost: `rows.forEach(async row => { await op.execute(…) })` drops its promises. */

/** Whether an error is one of those that somebody looks after. */
type Claim = (reason: unknown) => boolean

const claims = new Set<Claim>()

/** Does the work, and hands over what of its errors would be an unhandled rejection. */
export async function claiming(claim: Claim, work: () => Promise<void>): Promise<void> {
  claims.add(claim)
  if (claims.size === 1) process.on('unhandledRejection', hear)
  try {
    await work()
  } finally {
    claims.delete(claim)
    if (claims.size === 0) process.off('unhandledRejection', hear)
  }
}

/** What nobody claims ends the process, as it does where nobody listens: https://nodejs.org/docs/latest-v20.x/api/process.html#event-unhandledrejection */
function hear(reason: unknown): void {
  const isClaimed = [...claims].filter(claim => claim(reason)).length > 0
  if (!isClaimed && process.listenerCount('unhandledRejection') === 1) throw reason
}
