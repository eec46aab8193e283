/** Commands of psql, which dumps and scripts for it contain. */
import type { BareOperation } from '../model/operation.ts'

/** Those that say how psql shows things, or name a value. */
const HARMLESS =
  /^\\(?:echo|qecho|warn|pset|timing|x|a|t|H|set|unset|restrict|unrestrict|encoding|prompt|q|\.|\?|d\w*)\b/u

const INCLUDES = /^\\(?:i|ir|include|include_relative)\b/u

/** What a command means for the migration. */
export function commandOperation(command: string): BareOperation {
  const name = /^\\\S*/u.exec(command)?.[0] ?? command
  if (HARMLESS.test(command)) return { kind: 'noOperation', message: `${name} is a command of psql.` }
  const reason = INCLUDES.test(command) ? ('other file' as const) : ('unsupported statement' as const)
  return { kind: 'opaque', reason, message: `${name} is a command of psql, which only psql can run.` }
}
