/** What a command is given besides its own flags, and where its exit code goes. */
import type { Io } from './io.ts'

export interface CommandHost {
  readonly io: Io
  /** Takes the exit code. */
  readonly done: (code: number) => void
}

/** Flags that every command has: they stand in the main help. */
export interface GlobalFlags {
  /** A file, or false for none. */
  readonly config?: string | boolean
  readonly color?: boolean
}
