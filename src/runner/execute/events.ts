/** What a run tells while it goes on, for a terminal, a log or a test. */

/** Something that happened. */
export type RunEvent =
  | {
      readonly kind: 'started'
      readonly revision: string
      readonly parents: readonly string[]
      readonly direction: Direction
      readonly message: string
      readonly resumedAt: number
    }
  | { readonly kind: 'statement'; readonly revision: string; readonly sql: string }
  | {
      readonly kind: 'retry'
      readonly revision: string
      readonly attempt: number
      readonly waitMs: number
      readonly reason: string
    }
  | {
      readonly kind: 'done'
      readonly revision: string
      readonly direction: Direction
      readonly durationMs: number
    }

export type Direction = 'upgrade' | 'downgrade'

/** Hears what happens; must not throw. */
export type Listener = (event: RunEvent) => void
