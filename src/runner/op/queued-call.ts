/** The promise of a call that knows whether anybody waits for it. */

/**
 * `await` calls `then` of a promise that is not exactly a `Promise`, which is how it is noticed:
 * https://tc39.es/ecma262/#sec-promise-resolve-functions
 */
export class QueuedCall<T> extends Promise<T> {
  private isWatched = false
  private onUnwatched: ((error: unknown) => void) | undefined

  /** Follows a promise; an error that nobody waits for is reported, and is no unhandled rejection. */
  static of<T>(work: Promise<T>, onUnwatched: (error: unknown) => void): QueuedCall<T> {
    const call = new QueuedCall<T>((resolve, reject) => {
      work.then(resolve, reject)
    })
    call.report(onUnwatched)
    return call
  }

  override then<A = T, B = never>(
    onDone?: ((value: T) => A | PromiseLike<A>) | null,
    onError?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.isWatched = true
    const next = super.then(onDone, onError)
    if (next instanceof QueuedCall && this.onUnwatched) next.report(this.onUnwatched)
    return next
  }

  private report(onUnwatched: (error: unknown) => void): void {
    this.onUnwatched = onUnwatched
    // Like Node, which tells of a rejection only when all that was ready to run has run.
    super.then(undefined, (error: unknown) => {
      setImmediate(() => {
        if (!this.isWatched) onUnwatched(error)
      })
    })
  }
}
