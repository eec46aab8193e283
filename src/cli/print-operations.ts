/** `--print-operations`: shows how migrations were read. */
import { resolve } from 'node:path'
import { ConfigError } from '../project/config-error.ts'
import type { ProjectOptions } from '../project/find-in-project.ts'
import { readProject } from '../project/read-project.ts'
import type { ReporterName } from '../reporters/index.ts'
import { operationsJson } from '../reporters/operations-json.ts'
import { operationsText, type PrintedHistory } from '../reporters/operations-text.ts'
import { EXIT } from './exit-codes.ts'
import { wantsColor, type Io } from './io.ts'
import { writeReport, type Output } from './outputs.ts'

type Print = (histories: readonly PrintedHistory[], color: boolean) => string

const FORMATS: Readonly<Record<ReporterName, Print | undefined>> = {
  stylish: (histories, color) => operationsText(histories, { color }),
  json: histories => operationsJson(histories),
  sarif: undefined,
}

/** Prints; what could not be read is shown and is no failure. */
export function printOperations(
  options: ProjectOptions,
  { outputs, color }: { readonly outputs: readonly Output[]; readonly color: boolean | undefined },
  io: Io,
): number {
  const prints = outputs.map(output => ({ ...output, print: printerOf(output) }))
  const { histories, notes } = readProject(options)
  for (const note of notes) io.err(`note: ${note}\n`)
  for (const { file, print } of prints) {
    if (file === undefined) io.out(print(histories, wantsColor(io, color)))
    else writeReport(resolve(io.cwd, file), print(histories, false))
  }
  return EXIT.clean
}

function printerOf({ reporter }: Output): Print {
  const print = FORMATS[reporter]
  if (print) return print
  const problem = `operations are no findings, so they cannot be printed as ${reporter}`
  throw new ConfigError({ where: '--print-operations', problem, expected: '--format stylish or json' })
}
