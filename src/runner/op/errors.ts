/** What may go wrong with a call of `op` before a database sees it. */

/** A call has arguments that it cannot have. */
export class CallError extends Error {
  override readonly name = 'CallError'
}

/** Rows were asked for while SQL is only printed. */
export class OfflineError extends Error {
  override readonly name = 'OfflineError'

  constructor(call: string) {
    super(
      `${call} wants rows, and without a database there are none. ` +
        'Guard it with `if (!op.context.isOffline)`, or say it in SQL alone: UPDATE … FROM, INSERT … SELECT.',
    )
  }
}
