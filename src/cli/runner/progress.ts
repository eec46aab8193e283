/** What a run tells, as lines for people or objects for programs. */
import type { Listener, RunEvent } from '../../runner/execute/events.ts'
import type { Io } from '../io.ts'

export interface ProgressFlags {
  readonly json: boolean
  /** Every statement is shown. */
  readonly verbose: boolean
}

/** A listener that prints. */
export function progress(io: Io, { json, verbose }: ProgressFlags): Listener {
  if (json) return event => io.out(`${JSON.stringify(event)}\n`)
  return event => {
    const line = lineOf(event, verbose)
    if (line !== undefined) io.out(`${line}\n`)
  }
}

function lineOf(event: RunEvent, verbose: boolean): string | undefined {
  switch (event.kind) {
    case 'started':
      return `Running ${event.direction} ${arrow(event)}${event.message ? `, ${event.message}` : ''}${resumed(event.resumedAt)}`
    case 'statement':
      return verbose ? `  ${event.sql.replace(/\s+/gu, ' ').trim()}` : undefined
    case 'retry':
      return `  ${event.reason}; try ${String(event.attempt + 1)} in ${seconds(event.waitMs)}`
    case 'done':
      return verbose ? `  done in ${seconds(event.durationMs)}` : undefined
  }
}

/** As Alembic shows it: where from, and where to. */
function arrow({ revision, parents, direction }: Extract<RunEvent, { readonly kind: 'started' }>): string {
  const from = parents.join(', ')
  return direction === 'upgrade' ? `${from} -> ${revision}` : `${revision} -> ${from}`
}

function resumed(at: number): string {
  return at === 0 ? '' : ` (going on behind operation ${String(at)})`
}

/** `12 ms`, `3.4 s`. */
export function seconds(ms: number): string {
  return ms < 1000 ? `${String(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}
