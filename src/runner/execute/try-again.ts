/** Which refusals pass by themselves, and how long to wait before the same is tried again. */
import { setTimeout as wait } from 'node:timers/promises'
import { DatabaseError } from '../../database/connection.ts'
import { messageOf, RunnerError } from '../runner-error.ts'
import type { RunEnvironment } from './run-environment.ts'

/** Refusals after which the same may succeed a moment later. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const PASSING: ReadonlySet<string> = new Set(['55P03', '40P01', 'SQLITE_BUSY'])

/** Waits before the next attempt, longer each time, and tells of it; false where the error is no such refusal, or this was the last. */
export async function mayTryAgain(
  error: unknown,
  attempt: number,
  revision: string,
  { attempts, retryDelayMs, tell }: RunEnvironment,
): Promise<boolean> {
  const cause = error instanceof RunnerError ? error.cause : error
  if (!(cause instanceof DatabaseError) || !PASSING.has(cause.sqlstate) || attempt >= attempts) return false
  const waitMs = Math.round(retryDelayMs * 2 ** (attempt - 1) * (0.5 + Math.random()))
  tell({ kind: 'retry', revision, attempt, waitMs, reason: messageOf(cause) })
  await wait(waitMs)
  return true
}
