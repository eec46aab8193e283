/** Calling functions and making objects of classes that the file itself declares. */
import { attempt } from './branches.ts'
import type { CallSite, Interpreter } from './interpreter.ts'
import { keyName, type ClassNode, type Method, type Statement } from './nodes.ts'
import { bindPattern, memberName } from './patterns.ts'
import { promiseOf } from './promises.ts'
import { declare, innerScope } from './scope.ts'
import { createTracker } from './tracker.ts'
import { cellOf } from './cells.ts'
import { arrayValue, joinValues, objectValue, UNDEFINED, unknown } from './value-tools.ts'
import type { ClassValue, Frame, FunctionValue, ObjectValue, Scope, Value } from './values.ts'
import { functionOf } from './members.ts'
import type { Span } from '../../source/span.ts'
import { spanOfNode } from './spans.ts'

/** Deeper calls are not followed. */
const DEEPEST = 200

/** Runs a function with its arguments bound. */
export function callClosure(
  interpreter: Interpreter,
  fn: FunctionValue,
  site: CallSite,
  self?: Value,
): Value {
  const { node } = fn
  if (isTooDeep(interpreter, fn, site)) return tooDeep(interpreter, fn, site)
  const tracker = node.async ? createTracker() : site.frame.tracker
  const arrow = node.type === 'ArrowFunctionExpression'
  const frame: Frame = {
    self: arrow ? fn.scope.frame.self : (fn.self ?? self ?? UNDEFINED),
    home: arrow ? fn.scope.frame.home : fn.home,
    depth: site.frame.depth + 1,
    tracker,
    mayReturn: [],
    yields: node.generator ? [] : undefined,
    args: arrow ? fn.scope.frame.args : site.args,
  }
  const active = interpreter.active.get(node) ?? 0
  interpreter.active.set(node, active + 1)
  try {
    const work = (): Value =>
      interpreter.flow.bounded('function', () => run(interpreter, fn, frame, site.args))
    const { file } = fn.at
    return interpreter.inFile(file, placeLeadingTo(interpreter, fn, site), () =>
      node.async ? promiseOf(interpreter, work, frame, tracker) : work(),
    )
  } finally {
    interpreter.active.set(node, active)
  }
}

/** The place in the migration that leads to code of another file. */
function placeLeadingTo(
  { entry, place }: Interpreter,
  { at, from }: FunctionValue,
  site: CallSite,
): Span | undefined {
  if (at.file === entry) return place
  return site.span.file === entry
    ? site.span
    : (site.place ?? place ?? (from?.file === entry ? from : undefined))
}

function run(
  interpreter: Interpreter,
  { node, scope: outer }: FunctionValue,
  frame: Frame,
  args: readonly Value[],
): Value {
  const scope = innerScope(outer, frame)
  if (node.type !== 'ArrowFunctionExpression') declare(scope, 'arguments', arrayValue(args))
  node.params.forEach((param, index) => {
    const value = param.type === 'RestElement' ? arrayValue(args.slice(index)) : (args[index] ?? UNDEFINED)
    bindPattern(interpreter, param, value, scope)
  })
  if (!node.body) return UNDEFINED
  if (node.body.type !== 'BlockStatement') return interpreter.evaluate(node.body, scope)
  const last = lastValue(interpreter, node.body.body, scope)
  const returned = frame.mayReturn.reduce(joinValues, last)
  return frame.yields ? yieldedBy(frame.yields, returned) : returned
}

/**
 * What the statements return at their end. Where they throw behind a `return` that may have been taken, what is
 * returned there counts: the code behind the call is reached by it.
 */
function lastValue(interpreter: Interpreter, statements: readonly Statement[], scope: Scope): Value {
  const outcome = attempt(() => interpreter.executeAll(statements, scope))
  if ('thrown' in outcome) {
    const [early] = scope.frame.mayReturn
    // Behind the migration's own functions there is nothing; that they throw says that there is no way back.
    if (!early || scope.frame.depth <= 1) throw outcome.thrown
    return early
  }
  return outcome.value?.kind === 'return' ? outcome.value.value : UNDEFINED
}

/** What a generator gives to a loop, a spread or `next`. */
function yieldedBy(yields: readonly Value[], returned: Value): Value {
  const unsure = yields.find(each => each === UNSURE)
  return unsure ?? { ...arrayValue(yields), returned }
}

/** Stands among the yields of a generator for one that may come any number of times, or not at all. */
export const UNSURE: Value = unknown('run-time value', 'what the generator yields is known only at run time')

/** A function that calls itself under a condition that is not known is read like a loop: once, and once within itself. */
function isTooDeep(interpreter: Interpreter, { node }: FunctionValue, site: CallSite): boolean {
  if (site.frame.depth >= DEEPEST) return true
  return (interpreter.active.get(node) ?? 0) >= 2 && interpreter.flow.current() !== undefined
}

function tooDeep(interpreter: Interpreter, fn: FunctionValue, site: CallSite): Value {
  const value = unknown('limit', `${fn.name || 'the function'} calls itself too often to be followed`)
  if (site.frame.depth < DEEPEST) return value
  interpreter.sink.add(
    [
      {
        operation: {
          kind: 'opaque',
          reason: 'limit',
          message: 'The calls are nested too deeply to be followed.',
        },
        span: site.span,
      },
    ],
    { flow: interpreter.flow.current(), tracker: site.frame.tracker },
  )
  return value
}

/** Makes an object of a class: fields from the top class down, then the constructor. */
export function constructClass(interpreter: Interpreter, made: ClassValue, site: CallSite): Value {
  const unknownParent = unknownAncestor(made)
  const self = objectValue({}, { class: made, ...(unknownParent ? { open: unknownParent } : {}) })
  initialise(interpreter, made, self, site)
  return self
}

/** Fields and constructor of one class on an object; `super(…)` does the same for the parent. */
export function initialise(
  interpreter: Interpreter,
  made: ClassValue,
  self: ObjectValue,
  site: CallSite,
): void {
  const constructor = constructorOf(made)
  const { parent } = made
  if (!constructor) {
    if (parent?.kind === 'class') initialise(interpreter, parent, self, site)
    setFields(interpreter, made, self, site.frame)
    return
  }
  if (!made.parent) setFields(interpreter, made, self, site.frame)
  interpreter.call(functionOf({ method: constructor, home: made }, self), site, self)
}

/** Sets the instance fields of a class. */
export function setFields(interpreter: Interpreter, made: ClassValue, self: ObjectValue, frame: Frame): void {
  interpreter.inFile(made.at.file, interpreter.place, () => {
    setOwnFields(interpreter, made, self, frame)
  })
}

function setOwnFields(interpreter: Interpreter, made: ClassValue, self: ObjectValue, frame: Frame): void {
  const scope = innerScope(made.scope, { ...frame, self, home: made })
  for (const member of made.node.body.body) {
    if (member.type !== 'PropertyDefinition' || member.static) continue
    const name = memberName(interpreter, { property: member.key, computed: member.computed }, scope)
    if (name === undefined) continue
    const value = member.value ? interpreter.evaluate(member.value, scope) : UNDEFINED
    interpreter.journal.write(self.properties, new Map(self.properties.value).set(name, value))
  }
}

/** The value of a class declaration, its static fields included. */
export function classValue(interpreter: Interpreter, node: ClassNode, scope: Scope): ClassValue {
  const parent = node.superClass ? interpreter.evaluate(node.superClass, scope) : undefined
  const made: ClassValue = {
    kind: 'class',
    node,
    scope: innerScope(scope),
    name: node.id?.name ?? '',
    parent,
    statics: cellOf<ReadonlyMap<string, Value>>(new Map(), left => left),
    at: spanOfNode(interpreter.file, node),
    ...(interpreter.place && { from: interpreter.place }),
  }
  if (node.id) declare(made.scope, node.id.name, made)
  const inside = innerScope(made.scope, { ...scope.frame, self: made, home: made })
  for (const member of node.body.body) {
    if (member.type === 'StaticBlock') interpreter.executeAll(member.body, innerScope(inside))
    if (member.type !== 'PropertyDefinition' || !member.static) continue
    const name = memberName(interpreter, { property: member.key, computed: member.computed }, inside)
    if (name === undefined) continue
    const value = member.value ? interpreter.evaluate(member.value, inside) : UNDEFINED
    interpreter.journal.write(made.statics, new Map(made.statics.value).set(name, value))
  }
  return made
}

function constructorOf(made: ClassValue): Method | undefined {
  return made.node.body.body.find(
    (member): member is Method =>
      member.type === 'MethodDefinition' &&
      member.kind === 'constructor' &&
      keyName(member.key, false) === 'constructor',
  )
}

function unknownAncestor(made: ClassValue) {
  let parent = made.parent
  while (parent?.kind === 'class') parent = parent.parent
  return parent?.kind === 'unknown' ? parent : undefined
}
