/** Packages that write the SQL which is given to node-postgres. */
import { givenTo } from '../typescript/given.ts'
import { partsOf, partsValue, templateParts } from '../typescript/sql-parts.ts'
import { hostValue, objectValue, stringValue, UNDEFINED, unknown } from '../typescript/value-tools.ts'
import type { HostMethod, HostObject, Value } from '../typescript/values.ts'
import { format, identifier, literal } from './pg-format.ts'

/** What a package gives; undefined for all others. */
export function importedFrom(specifier: string): Value | undefined {
  if (/slonik/iu.test(specifier)) return OF_ANOTHER
  return Object.hasOwn(PACKAGES, specifier) ? PACKAGES[specifier] : undefined
}

/** What another client's tag makes is no text. */
const OF_ANOTHER: Value = hostValue({
  name: 'sql',
  reachesDatabase: false,
  apply: () => unknown('unknown call', 'what a tag of another client makes is not read here'),
  otherwise: () => OF_ANOTHER,
})

const withArray: HostMethod = call => {
  const [text, values] = call.args
  const list = values?.kind === 'array' ? values.elements.value : []
  return format(call.withArgs(text ? [text, ...list] : []))
}

function quoted(write: typeof identifier): HostMethod {
  return call => {
    const [given] = givenTo(call)
    return given ? stringValue(write(given)) : UNDEFINED
  }
}

const FORMAT: HostObject = {
  name: 'format',
  reachesDatabase: false,
  apply: format,
  methods: { withArray, ident: quoted(identifier), literal: quoted(literal) },
}

/** Values become parameters; what the tag itself made is put in. */
const tag: HostMethod = call =>
  call.template
    ? partsValue(templateParts(call, given => partsOf(given.value) ?? [given]))
    : unknown('unknown call', 'the tag is called without a template')

const TAG: Value = hostValue({ name: 'SQL', reachesDatabase: false, apply: tag })

const PACKAGES: Readonly<Record<string, Value>> = {
  'pg-format': hostValue({ ...FORMAT, properties: { default: hostValue(FORMAT) } }),
  'sql-template-strings': hostValue({
    name: 'SQL',
    reachesDatabase: false,
    apply: tag,
    properties: { default: TAG, SQL: TAG },
  }),
  'sql-template-tag': objectValue({ default: TAG, sql: TAG }),
}
