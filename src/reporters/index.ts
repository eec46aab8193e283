/** All reporters by name. */
import { json } from './json.ts'
import type { Reporter } from './report.ts'
import { sarif } from './sarif.ts'
import { stylish } from './stylish.ts'

export const REPORTER_NAMES = ['stylish', 'json', 'sarif'] as const

export type ReporterName = (typeof REPORTER_NAMES)[number]

/** Each reporter; the command line offers them by these names. */
export const reporters: Readonly<Record<ReporterName, Reporter>> = { stylish, json, sarif }
