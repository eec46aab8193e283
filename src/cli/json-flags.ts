/** `--json` and `-f json`: output for programs, of the commands that have no reports. */
import type { Command } from 'commander'
import { didYouMean } from '../project/closest.ts'
import { ConfigError } from '../project/config-error.ts'

export interface JsonFlags {
  readonly json?: true
  readonly format?: string
}

const FORMATS: readonly string[] = ['text', 'json']

/** Adds the two flags; `shape` names what is printed, for the help. */
export function withJsonFlags(command: Command, shape: string): Command {
  return command
    .option('-f, --format <name>', `text or json; json is ${shape}`)
    .option('--json', 'the same as -f json')
}

/** Whether a program reads on. */
export function wantsJson({ json, format }: JsonFlags): boolean {
  if (format === undefined) return json === true
  if (FORMATS.includes(format)) return json === true || format === 'json'
  throw new ConfigError({
    where: '--format',
    problem: `there is no format ${format === '' ? 'without a name' : format}`,
    expected: FORMATS.join(' or '),
    remedy: didYouMean(format, FORMATS),
  })
}

/** One value as the lines that programs read. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
