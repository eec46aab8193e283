/** Node's `fs`, as far as it reads files of the project: https://nodejs.org/api/fs.html */
import type { Interpreter } from './interpreter.ts'
import { answer, readsCallbacks } from './node-callbacks.ts'
import { entriesIn, isThere, textOfFile, type Entry } from './project-texts.ts'
import { arrayValue, hostValue, mappedOf, objectValue, primitive, textAt, unknown } from './value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from './values.ts'

type Reader = (call: HostCall) => Value

/** The module; a method that gets no callback gives a promise, as in `fs/promises` and `fs-extra`. */
export function fileSystem(interpreter: Interpreter): HostObject {
  const readers: Readonly<Record<string, Reader>> = {
    readFile: call => textRead(interpreter, call),
    readdir: call => listed(call, entriesIn(interpreter, call.args[0])),
    access: call => existence(interpreter, call),
    exists: call => existence(interpreter, call),
    pathExists: call => existence(interpreter, call),
    realpath: call => call.args[0] ?? UNSURE,
  }
  const waiting = Object.entries(readers).map(([name, read]): readonly [string, HostMethod] => [
    name,
    call => answer(call, read(call)),
  ])
  const promises: HostObject = {
    name: 'fs.promises',
    reachesDatabase: false,
    methods: Object.fromEntries(waiting),
    otherCall: (_name, call) => call.promise(readsCallbacks(call)),
    otherwise: name => (name === 'default' ? hostValue(promises) : undefined),
  }
  const module: HostObject = {
    name: 'fs',
    reachesDatabase: false,
    properties: { promises: hostValue(promises) },
    methods: {
      ...Object.fromEntries(waiting),
      // Bluebird's promisifyAll, and Node's own words.
      ...Object.fromEntries(waiting.map(([name, method]) => [`${name}Async`, method] as const)),
      ...Object.fromEntries(Object.entries(readers).map(([name, read]) => [`${name}Sync`, read] as const)),
    },
    otherCall: (_name, call) => readsCallbacks(call),
    otherwise: name => (name === 'default' ? hostValue(module) : undefined),
  }
  return module
}

const UNSURE = unknown('run-time value', 'what it gives is known only at run time')

/** Encodings in which the text is another one. */
const ENCODED = /^(?:base64|base64url|hex|binary|latin1|ascii|ucs-?2|utf-?16le)$/iu

/** The text, or the buffer, which is taken for its text. */
function textRead(interpreter: Interpreter, { args }: HostCall): Value {
  const [path, options] = args
  const encoding = options?.kind === 'object' ? options.properties.value.get('encoding') : options
  const isEncoded = encoding?.kind === 'string' && ENCODED.test(mappedOf(encoding).text)
  return isEncoded
    ? unknown('run-time value', 'the file is not read as UTF-8')
    : textOfFile(interpreter, path)
}

function existence(interpreter: Interpreter, { args }: HostCall): Value {
  const there = isThere(interpreter, args[0])
  return there === undefined
    ? unknown('run-time value', 'whether the file exists is known only at run time')
    : primitive(there)
}

function listed(call: HostCall, entries: readonly Entry[] | undefined): Value {
  const options = call.args[1]
  const isPlain = options?.kind !== 'object' || !options.properties.value.has('recursive')
  if (!entries || !isPlain)
    return unknown('run-time value', 'what lies in the folder is known only at run time')
  const typed = options?.kind === 'object' && options.properties.value.has('withFileTypes')
  return arrayValue(entries.map(each => (typed ? entryValue(call, each) : textAt(each.name, call.span))))
}

/** https://nodejs.org/api/fs.html#class-fsdirent */
function entryValue(call: HostCall, { name, isFile }: Entry): Value {
  const says = (answered: boolean): Value =>
    hostValue({ name: 'dirent', reachesDatabase: false, apply: () => primitive(answered) })
  return objectValue({
    name: textAt(name, call.span),
    isFile: says(isFile),
    isDirectory: says(!isFile),
    isSymbolicLink: says(false),
  })
}
