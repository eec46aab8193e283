/** What Node gives to each module by itself: where its file lies. */
import type { Span } from '../../source/span.ts'
import { folderOf } from '../paths.ts'
import type { Interpreter } from './interpreter.ts'
import { absolutePath, pathIn, urlOfPath } from './node-places.ts'
import { besides } from './project-texts.ts'
import { hostValue, objectValue, textAt, unknown } from './value-tools.ts'
import type { HostMethod, Value } from './values.ts'

/** `__dirname`, `__filename` and `require.resolve`; undefined for other names. */
export function moduleGlobal({ file }: Interpreter, name: string, span: Span): Value | undefined {
  switch (name) {
    case '__filename':
      return textAt(absolutePath(file.path), span)
    case '__dirname':
      return textAt(absolutePath(folderOf(file.path)), span)
    case 'require': {
      const resolve: HostMethod = call =>
        resolved(call.args[0], path => textAt(besides(file, path), call.span))
      return hostValue({ name: 'require', reachesDatabase: false, methods: { resolve } })
    }
    default:
      return undefined
  }
}

/** `import.meta`: https://nodejs.org/api/esm.html#importmeta */
export function importMeta({ file }: Interpreter, span: Span): Value {
  const resolve: HostMethod = call =>
    resolved(call.args[0], path => textAt(urlOfPath(besides(file, path)), call.span))
  return objectValue(
    {
      url: textAt(urlOfPath(absolutePath(file.path)), span),
      filename: textAt(absolutePath(file.path), span),
      dirname: textAt(absolutePath(folderOf(file.path)), span),
      resolve: hostValue({ name: 'import.meta.resolve', reachesDatabase: false, apply: resolve }),
    },
    { open: unknown('run-time value', 'import.meta is known only at run time') },
  )
}

/** Only what lies beside the file is followed. */
function resolved(specifier: Value | undefined, make: (path: string) => Value): Value {
  const path = pathIn(specifier)
  return typeof path === 'string' && path.startsWith('.')
    ? make(path)
    : unknown('other file', 'where the module lies is not known')
}
