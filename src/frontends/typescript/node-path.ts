/** Node's `path` on texts that are known: https://nodejs.org/api/path.html */
import { posix } from 'node:path'
import type { Span } from '../../source/span.ts'
import { CURRENT_FOLDER, fromCurrentFolder } from './node-places.ts'
import { hasHoles } from './operators.ts'
import { hostValue, mappedOf, objectValue, primitive, textAt, UNDEFINED, unknown } from './value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from './values.ts'

type OfTexts = (texts: readonly string[]) => string | undefined

/** A method that makes a text of texts; one of them that is not known makes its result so. */
function ofTexts(make: OfTexts): HostMethod {
  return call => {
    const texts = textsOf(call.args)
    const made = texts && make(texts)
    return made === undefined ? unsure(call.args) : textAt(made, call.span)
  }
}

function textsOf(values: readonly Value[]): readonly string[] | undefined {
  const texts = values.flatMap(value =>
    value.kind === 'string' && !hasHoles(value) ? [mappedOf(value).text] : [],
  )
  return texts.length === values.length ? texts : undefined
}

/** Keeps the reason of what is not known, if there is one. */
function unsure(values: readonly Value[]): Value {
  const reason = values.find(value => value.kind === 'unknown')
  return reason ?? unknown('run-time value', 'the path is known only at run time')
}

/** The roots stand for folders that are not known, so that there is no way from one to the other. */
function relative(from: string, to: string): string | undefined {
  const root = (path: string): string => fromCurrentFolder(path).split('/')[1] ?? ''
  return root(from) === root(to) ? posix.relative(fromCurrentFolder(from), fromCurrentFolder(to)) : undefined
}

const METHODS: Readonly<Record<string, HostMethod>> = {
  join: ofTexts(texts => posix.join(...texts)),
  resolve: ofTexts(texts => posix.resolve(CURRENT_FOLDER, ...texts)),
  normalize: ofTexts(([path]) => path && posix.normalize(path)),
  dirname: ofTexts(([path]) => path && posix.dirname(path)),
  extname: ofTexts(([path]) => path && posix.extname(path)),
  basename: ofTexts(([path, ending]) => path && posix.basename(path, ending)),
  relative: ofTexts(([from, to]) =>
    from === undefined || to === undefined ? undefined : relative(from, to),
  ),
  toNamespacedPath: ofTexts(([path]) => path),
  isAbsolute: ({ args }) => {
    const [path] = textsOf(args) ?? []
    return path === undefined ? unsure(args) : primitive(posix.isAbsolute(path))
  },
  parse: call => {
    const [path] = textsOf(call.args) ?? []
    if (path === undefined) return unsure(call.args)
    const parts = Object.entries(posix.parse(path)).map(([name, part]): [string, Value] => [
      name,
      textAt(String(part), call.span),
    ])
    return objectValue(new Map(parts))
  },
  format: formatted,
}

function formatted(call: HostCall): Value {
  const parts = call.args[0]
  if (parts?.kind !== 'object') return unsure(call.args)
  const entries = [...parts.properties.value].filter(([, value]) => value !== UNDEFINED)
  const texts = textsOf(entries.map(([, value]) => value))
  if (!texts) return unsure(entries.map(([, value]) => value))
  return textAt(posix.format(Object.fromEntries(entries.map(([name], i) => [name, texts[i]]))), call.span)
}

/** The module; migrations of a project are read as on a system with slashes. */
export function pathModule(span: Span): HostObject {
  const module: HostObject = {
    name: 'path',
    reachesDatabase: false,
    methods: METHODS,
    properties: { sep: textAt('/', span), delimiter: textAt(':', span) },
    otherwise: name => (['default', 'posix', 'win32'].includes(name) ? hostValue(module) : undefined),
  }
  return module
}
