/** Where reports go: `-f stylish -f sarif=out.sarif`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { didYouMean } from '../project/closest.ts'
import { ConfigError } from '../project/config-error.ts'
import { REPORTER_NAMES, type ReporterName } from '../reporters/index.ts'

/** One report: to stdout, or to a file. */
export interface Output {
  readonly reporter: ReporterName
  readonly file?: string | undefined
}

/** What the flags ask for. */
export function outputsOf(formats: readonly string[] = ['stylish']): readonly Output[] {
  const outputs = formats.map(outputOf)
  const printed = outputs.filter(({ file }) => file === undefined)
  if (printed.length > 1) {
    const [first, second] = printed
    const problem = `both ${first?.reporter} and ${second?.reporter} would be printed`
    const remedy = `Write one of them to a file: --format ${second?.reporter}=FILE`
    throw new ConfigError({ where: '--format', problem, remedy })
  }
  return outputs
}

/** Writes a report to a file, whose folder is made if need be. */
export function writeReport(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ConfigError({ where: path, problem: `the report cannot be written: ${reason}` }, cause)
  }
}

function outputOf(format: string): Output {
  const [name = '', ...rest] = format.split('=')
  const reporter = REPORTER_NAMES.find(each => each === name)
  if (!reporter) {
    const expected = `one of ${REPORTER_NAMES.join(', ')}, with =FILE to write it to a file`
    throw new ConfigError({
      where: '--format',
      problem: `there is no format ${name === '' ? 'without a name' : name}`,
      expected,
      remedy: didYouMean(name, REPORTER_NAMES),
    })
  }
  const file = rest.join('=')
  if (rest.length > 0 && file === '') {
    throw new ConfigError({ where: '--format', problem: `${format} names no file` })
  }
  return rest.length > 0 ? { reporter, file } : { reporter }
}
