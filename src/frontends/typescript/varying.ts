/** Values that are others each time the migration runs, and what they decide. */
import type { Origin } from '../../model/code-remark.ts'
import type { Span } from '../../source/span.ts'
import type { Interpreter } from './interpreter.ts'
import { changesSchema, textsWithHoles } from './remarks.ts'
import type { UnknownValue, Value, Varying } from './values.ts'

/** Functions by the source of what is called. */
const ORIGINS: readonly (readonly [RegExp, Origin])[] = [
  [
    /^Math\.random$|^(?:\w+\.)?(?:randomUUID|randomBytes|randomInt|uuid|uuidv[1467]|nanoid|ulid|cuid)$/u,
    'random',
  ],
  [/^(?:Date|Date\.now|performance\.now|process\.hrtime|dayjs|moment|DateTime\.now)$/u, 'clock'],
  [/^(?:fetch|axios(?:\.\w+)?|got(?:\.\w+)?|https?\.(?:get|request))$/u, 'network'],
]

/** Whether what a call of something unknown gives is another value each time. */
export function varyingCall(
  callee: string,
  about: UnknownValue,
  args: readonly Value[],
  isNew = false,
): Varying | undefined {
  const given = [about, ...args].map(varyingOf).find(each => each !== undefined)
  if (given) return given
  // A date with a text or number of its own is the same each time.
  if (args.length > 0 && /^(?:Date|dayjs|moment)$/u.test(callee)) return undefined
  const origin = ORIGINS.find(([pattern]) => pattern.test(callee))?.[1]
  return origin && { origin, source: `${isNew ? 'new ' : ''}${callee}()` }
}

/** Why a value is another one each time, if it is. */
export function varyingOf(value: Value): Varying | undefined {
  return value.kind === 'unknown' ? value.varying : undefined
}

/** Remarks on changes of the schema that the varying values in texts or arguments decide. */
export function noteDecidedByValues(interpreter: Interpreter, size: number, args: readonly Value[]): void {
  const { sink, origins } = interpreter
  if (origins.size === 0 || sink.size === size) return
  const inArgs = args.flatMap(arg => varyingOf(arg) ?? [])
  for (const operation of sink.since(size).filter(changesSchema)) {
    const texts = textsWithHoles(operation)
    const named =
      texts.length > 0 ? [...origins].find(([source]) => isIn(texts, `\${${source}}`))?.[1] : undefined
    const varying = named ?? (operation.kind === 'opaque' ? inArgs[0] : undefined)
    if (varying) sink.remarks.note({ kind: 'nondeterministic', ...varying, span: operation.span })
  }
}

function isIn(texts: readonly string[], hole: string): boolean {
  return texts.some(text => text.includes(hole))
}

/** Remarks on changes of the schema that stand under a varying condition, or behind one that may leave. */
export function noteDecidedByCondition(
  { sink }: Interpreter,
  { varying }: UnknownValue,
  { size, span, leaves }: { readonly size: number; readonly span: Span; readonly leaves: boolean },
): void {
  if (!varying) return
  const remark = { kind: 'nondeterministic', ...varying, span } as const
  if (sink.since(size).some(changesSchema)) sink.remarks.note(remark)
  else if (leaves) sink.remarks.noteIfFollowed(remark, sink.size)
}
