/** URLs of files, as modules name what lies beside them: https://nodejs.org/api/url.html */
import type { Span } from '../../source/span.ts'
import { fromCurrentFolder, pathIn, pathOfUrl, urlOfPath } from './node-places.ts'
import { hasHoles } from './operators.ts'
import { hostValue, mappedOf, objectValue, textAt, unknown } from './value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from './values.ts'

/** `new URL(path, base)`; addresses elsewhere are not followed. */
function urlOf({ args, span }: HostCall): Value {
  const [path, base] = args
  const text = path?.kind === 'string' && !hasHoles(path) ? mappedOf(path).text : undefined
  const from = base && pathIn(base)
  if (text === undefined || (base && typeof from !== 'string')) return NOT_KNOWN
  if (text.startsWith('file:')) return urlValue(pathOfUrl(text), span)
  if (typeof from !== 'string' || /^[a-z]+:/iu.test(text)) return NOT_KNOWN
  const folder = from.slice(0, from.lastIndexOf('/') + 1)
  return urlValue(fromCurrentFolder(folder + text), span)
}

const NOT_KNOWN = unknown('run-time value', 'the address is known only at run time')

function urlValue(path: string, span: Span): Value {
  const href = textAt(urlOfPath(path), span)
  const give = hostValue({ name: 'URL', reachesDatabase: false, apply: () => href })
  return objectValue({
    href,
    pathname: textAt(path, span),
    protocol: textAt('file:', span),
    toString: give,
    toJSON: give,
  })
}

/** The global `URL`. */
export const URL_CLASS: HostObject = { name: 'URL', reachesDatabase: false, construct: urlOf }

const fileURLToPath: HostMethod = call => {
  const path = pathIn(call.args[0])
  return typeof path === 'string' ? textAt(path, call.span) : path
}

const pathToFileURL: HostMethod = call => {
  const path = pathIn(call.args[0])
  return typeof path === 'string' ? urlValue(fromCurrentFolder(path), call.span) : path
}

/** The module. */
export const URL_MODULE: HostObject = {
  name: 'url',
  reachesDatabase: false,
  properties: { URL: hostValue(URL_CLASS) },
  methods: { fileURLToPath, pathToFileURL },
  otherwise: name => (name === 'default' ? hostValue(URL_MODULE) : undefined),
}
