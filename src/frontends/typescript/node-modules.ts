/** The modules of Node, and libraries of the same kind, by the names under which code imports them. */
import { spanOf } from '../../source/span.ts'
import { ASYNC_MODULE } from './async-module.ts'
import type { Interpreter } from './interpreter.ts'
import { promisify } from './node-callbacks.ts'
import { fileSystem } from './node-files.ts'
import { pathModule } from './node-path.ts'
import { URL_MODULE } from './node-urls.ts'
import { BUFFER, UTIL_MODULE } from './node-util.ts'
import { PROMISE } from './promises.ts'
import { hostValue, mappedOf, unknown } from './value-tools.ts'
import type { HostObject, Value } from './values.ts'

type Make = (interpreter: Interpreter) => Value

/** Bluebird: http://bluebirdjs.com/docs/api/promisification.html */
const BLUEBIRD: HostObject = {
  ...PROMISE,
  methods: { ...PROMISE.methods, promisify, promisifyAll: ({ args }) => args[0] },
  otherwise: name => (['default', 'Promise'].includes(name) ? hostValue(BLUEBIRD) : undefined),
}

const fs: Make = interpreter => hostValue(fileSystem(interpreter))

const MODULES: Readonly<Record<string, Make>> = {
  fs,
  'fs-extra': fs,
  'graceful-fs': fs,
  'fs/promises': interpreter => fileSystem(interpreter).properties?.['promises'] ?? fs(interpreter),
  path: ({ file }) => hostValue(pathModule(spanOf(file, 0, 0))),
  url: () => hostValue(URL_MODULE),
  util: () => hostValue(UTIL_MODULE),
  buffer: () =>
    hostValue({ name: 'buffer', reachesDatabase: false, properties: { Buffer: hostValue(BUFFER) } }),
  module: interpreter => hostValue(moduleModule(interpreter)),
  async: () => hostValue(ASYNC_MODULE),
  bluebird: () => hostValue(BLUEBIRD),
}

/** What a module of Node gives; undefined for all others. */
export function nodeModule(interpreter: Interpreter, specifier: string): Value | undefined {
  const name = specifier.replace(/^node:/u, '')
  return Object.hasOwn(MODULES, name) ? MODULES[name]?.(interpreter) : undefined
}

/** `createRequire(import.meta.url)` is the `require` of this file. */
function moduleModule(interpreter: Interpreter): HostObject {
  const required: HostObject = {
    name: 'require',
    reachesDatabase: false,
    apply: ({ args: [specifier] }) =>
      specifier?.kind === 'string'
        ? interpreter.importModule(mappedOf(specifier).text, interpreter.file.path).whole()
        : unknown('other file', 'which module is loaded is not known'),
  }
  return {
    name: 'module',
    reachesDatabase: false,
    methods: { createRequire: () => hostValue(required) },
    otherwise: name => (name === 'default' ? hostValue(moduleModule(interpreter)) : undefined),
  }
}
