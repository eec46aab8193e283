/** Destructuring: binding and assigning patterns. */
import type { CallSite, Interpreter } from './interpreter.ts'
import { setterOf } from './members.ts'
import { keyName, type Expression, type ObjectPattern, type Pattern } from './nodes.ts'
import { declare, lookUp } from './scope.ts'
import { arrayValue, objectValue, mappedOf, UNDEFINED, unknown } from './value-tools.ts'
import { elementsOf } from './object-tools.ts'
import { hasHoles, nullishOf } from './operators.ts'
import { spanOfNode } from './spans.ts'
import type { Scope, Value } from './values.ts'

/** What happens with a name or member at the end of a pattern. */
type Store = (target: Pattern | Expression, value: Value) => void

/** Declares the variables of a pattern. */
export function bindPattern(
  interpreter: Interpreter,
  pattern: Pattern | Expression,
  value: Value,
  scope: Scope,
): void {
  spread(interpreter, pattern, value, scope, (target, part) => {
    if (target.type === 'Identifier') declare(scope, target.name, part)
  })
}

/** Declares `var`s, which belong to their function; they are written like variables, as one side of a condition may do. */
export function bindHoisted(
  interpreter: Interpreter,
  pattern: Pattern | Expression,
  value: Value,
  scope: Scope,
): void {
  let root = scope
  while (root.parent && root.parent.frame === scope.frame) root = root.parent
  spread(interpreter, pattern, value, scope, (target, part) => {
    if (target.type !== 'Identifier') return
    if (!root.variables.has(target.name)) declare(root, target.name, UNDEFINED)
    const cell = root.variables.get(target.name)
    if (cell) interpreter.journal.write(cell, part)
  })
}

/** Assigns to the variables and properties of a pattern. */
export function assignPattern(
  interpreter: Interpreter,
  pattern: Pattern | Expression,
  value: Value,
  scope: Scope,
): void {
  spread(interpreter, pattern, value, scope, (target, part) => {
    assignTo(interpreter, target, part, scope)
  })
}

function assignTo(interpreter: Interpreter, target: Pattern | Expression, value: Value, scope: Scope): void {
  if (target.type === 'Identifier') {
    const cell = lookUp(scope, target.name)
    if (cell) interpreter.journal.write(cell, value)
    else declare(scope, target.name, value)
    return
  }
  if (target.type !== 'MemberExpression') return
  const object = interpreter.evaluate(target.object as Expression, scope)
  const name = memberName(interpreter, target, scope)
  const span = spanOfNode(interpreter.file, target)
  const site = { args: [], spans: [], span, frame: scope.frame, resultUsed: false, callee: name ?? '' }
  if (name !== undefined) setProperty(interpreter, object, name, value, site)
}

/** Sets a property of an object, array or class. */
export function setProperty(
  interpreter: Interpreter,
  object: Value,
  name: string,
  value: Value,
  site?: CallSite,
): void {
  const setter = object.kind === 'object' && site ? setterOf(object, name) : undefined
  if (setter && site) {
    interpreter.call(setter, { ...site, args: [value], spans: [site.span] }, object)
    return
  }
  if (object.kind === 'object' || object.kind === 'class') {
    const cell = object.kind === 'object' ? object.properties : object.statics
    // Each write copies the table.
    interpreter.step(1 + Math.floor(cell.value.size / 10))
    interpreter.journal.write(cell, new Map(cell.value).set(name, value))
  } else if (object.kind === 'array' && /^\d{1,5}$/u.test(name)) {
    const elements = [...object.elements.value]
    interpreter.step(1 + Math.floor(elements.length / 200))
    const index = Number(name)
    while (elements.length < index) elements.push(UNDEFINED)
    elements[index] = value
    interpreter.journal.write(object.elements, elements)
  } else if (object.kind === 'array' && name === 'length' && value.kind === 'primitive') {
    interpreter.journal.write(object.elements, object.elements.value.slice(0, Number(value.value)))
  }
}

/** The name of the property that a member expression reads; undefined when it is not known. */
export function memberName(
  interpreter: Interpreter,
  node: { readonly property: Parameters<typeof keyName>[0]; readonly computed: boolean },
  scope: Scope,
): string | undefined {
  const name = keyName(node.property, node.computed)
  if (name !== undefined || node.property.type === 'PrivateIdentifier') return name
  const value = interpreter.evaluate(node.property, scope)
  if (value.kind === 'string') return hasHoles(value) ? undefined : mappedOf(value).text
  return value.kind === 'primitive' ? String(value.value) : undefined
}

function spread(
  interpreter: Interpreter,
  pattern: Pattern | Expression,
  value: Value,
  scope: Scope,
  store: Store,
): void {
  const again = (inner: Pattern | Expression, part: Value): void => {
    spread(interpreter, inner, part, scope, store)
  }
  switch (pattern.type) {
    case 'AssignmentPattern':
      again(pattern.left, orDefault(interpreter, value, pattern.right, scope))
      return
    case 'TSParameterProperty':
      again(pattern.parameter, value)
      return
    case 'RestElement':
      again(pattern.argument, value)
      return
    case 'ArrayPattern':
      pattern.elements.forEach((element, index) => {
        if (element) again(element, element.type === 'RestElement' ? restOf(value, index) : at(value, index))
      })
      return
    case 'ObjectPattern':
      spreadObject(interpreter, pattern, value, scope, again)
      return
    default:
      store(pattern, value)
  }
}

function orDefault(interpreter: Interpreter, value: Value, fallback: Expression, scope: Scope): Value {
  return nullishOf(value) && !(value.kind === 'primitive' && value.value === null)
    ? interpreter.evaluate(fallback, scope)
    : value
}

function at(value: Value, index: number): Value {
  const elements = elementsOf(value)
  if (elements) return elements[index] ?? UNDEFINED
  return value.kind === 'unknown' ? value : unknown('run-time value', 'the list is known only at run time')
}

function restOf(value: Value, index: number): Value {
  const elements = elementsOf(value)
  return elements ? arrayValue(elements.slice(index)) : at(value, index)
}

function spreadObject(
  interpreter: Interpreter,
  pattern: ObjectPattern,
  value: Value,
  scope: Scope,
  again: (pattern: Pattern, part: Value) => void,
): void {
  const taken = new Set<string>()
  for (const property of pattern.properties) {
    if (property.type === 'RestElement') {
      again(property.argument, withoutProperties(value, taken))
      continue
    }
    const name = memberName(interpreter, { property: property.key, computed: property.computed }, scope)
    if (name !== undefined) taken.add(name)
    const part =
      name === undefined
        ? unknown('run-time value', 'the name of the property is not known')
        : interpreter.property(value, name, scope.frame)
    again(property.value, part)
  }
}

function withoutProperties(value: Value, taken: ReadonlySet<string>): Value {
  if (value.kind !== 'object') return value
  const rest = [...value.properties.value].filter(([name]) => !taken.has(name))
  return objectValue(new Map(rest), value.open ? { open: value.open } : {})
}
