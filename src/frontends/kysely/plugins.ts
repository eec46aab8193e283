/** Plugins, as far as they change statements: https://kysely.dev/docs/plugins */
import { booleanOf, property } from '../typescript/arguments.ts'
import type { Given } from '../typescript/given.ts'
import { hostValue, unknown } from '../typescript/value-tools.ts'
import type { HostMethod, HostObject, Value } from '../typescript/values.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import type { Plugins } from './parts.ts'

/** A plugin as a value. */
interface PluginHost extends HostObject {
  readonly does: Plugins
}

/** By class; those that only change what comes back, or how often a table is joined, say nothing. */
const CONSTRUCTORS: Readonly<Record<string, (options: Given | undefined) => Plugins>> = {
  CamelCasePlugin: options => ({ snakeCase: snakeCase(caseOptions(options?.value)) }),
  WithSchemaPlugin: schema => (schema ? { schema: textOfGiven(schema) } : {}),
  DeduplicateJoinsPlugin: () => ({}),
  ParseJSONResultsPlugin: () => ({}),
  HandleEmptyInListsPlugin: () => ({}),
  NoopPlugin: () => ({}),
}

/** The classes of plugins that `kysely` exports. */
export const PLUGIN_CLASSES: Readonly<Record<string, Value>> = Object.fromEntries(
  Object.entries(CONSTRUCTORS).map(([name, read]) => [
    name,
    hostValue({ name, reachesDatabase: false, construct: made(name, read) }),
  ]),
)

function made(name: string, read: (options: Given | undefined) => Plugins): HostMethod {
  return call => {
    const [value] = call.args
    const does = read(value && { value, span: call.spans[0] ?? call.span })
    const host: PluginHost = { name, reachesDatabase: false, does }
    return hostValue(host)
  }
}

/** What a Kysely does with one more plugin; the first schema counts. */
export function withPlugin(plugins: Plugins, plugin: Given | undefined): Plugins {
  const value = plugin?.value
  if (value?.kind === 'host' && 'does' in value.host) {
    const { does } = value.host as PluginHost
    return { ...does, ...plugins }
  }
  const doubt = value?.kind === 'unknown' ? value : unknown('unknown call', 'a plugin is not known')
  return {
    ...plugins,
    problem: { reason: doubt.reason, message: `A plugin changes the statement: ${doubt.message}.` },
  }
}

/** The options of `CamelCasePlugin`. */
export interface CaseOptions {
  readonly upperCase: boolean
  readonly underscoreBeforeDigits: boolean
  readonly underscoreBetweenUppercaseLetters: boolean
}

function caseOptions(options: Value | undefined): CaseOptions {
  const is = (name: string): boolean => booleanOf(property(options, name))
  return {
    upperCase: is('upperCase'),
    underscoreBeforeDigits: is('underscoreBeforeDigits'),
    underscoreBetweenUppercaseLetters: is('underscoreBetweenUppercaseLetters'),
  }
}

/** https://kysely-org.github.io/kysely-apidoc/classes/CamelCasePlugin.html */
export function snakeCase(options: CaseOptions): (name: string) => string {
  return name => {
    let out = name.charAt(0).toLowerCase()
    for (let i = 1; i < name.length; i++) out += nextOf(out, name.charAt(i), name.charAt(i - 1), options)
    return options.upperCase ? out.toUpperCase() : out
  }
}

function nextOf(out: string, now: string, before: string, options: CaseOptions): string {
  if (options.underscoreBeforeDigits && isDigit(now) && !isDigit(before) && !out.endsWith('_'))
    return `_${now}`
  if (!isUpper(now)) return now
  const begins = options.underscoreBetweenUppercaseLetters || !isUpper(before)
  return (begins ? '_' : '') + now.toLowerCase()
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9'
}

function isUpper(character: string): boolean {
  return character === character.toUpperCase() && character !== character.toLowerCase()
}
