/** Functions that load SQL and cannot be followed: the configuration tells which file each of them reads. */
import type { CallSite, Interpreter } from './interpreter.ts'
import { absolutePath, pathIn } from './node-places.ts'
import { besides, textOfPath } from './project-texts.ts'
import type { UnknownValue, Value } from './values.ts'

/** The text that a call loads; undefined when the configuration does not know the function. */
export function loadedText(interpreter: Interpreter, { callee, args }: CallSite): Value | undefined {
  const loaders = interpreter.files?.code?.sqlLoaders
  if (!loaders || !Object.hasOwn(loaders, callee)) return undefined
  let doubt: UnknownValue | undefined
  const path = (loaders[callee] ?? '').replace(/\{(\d+)\}/gu, (_, index) => {
    const arg = args[Number(index)]
    const text = arg?.kind === 'primitive' ? String(arg.value) : pathIn(arg)
    if (typeof text === 'string') return text
    doubt = text
    return ''
  })
  if (doubt) return doubt
  return textOfPath(interpreter, path.startsWith('/') ? absolutePath(path) : besides(interpreter.entry, path))
}
