/** The value of each kind of expression. */
import type { Span } from '../../source/span.ts'
import { readBothSides } from './branches.ts'
import { callExpression, newExpression, taggedTemplate } from './call-expressions.ts'
import { classValue, UNSURE } from './functions.ts'
import type { Interpreter } from './interpreter.ts'
import {
  isWrapper,
  unwrap,
  type ArrayExpression,
  type Assignment,
  type Binary,
  type Expression,
  type FunctionNode,
  type Literal,
  type Logical,
  type Member,
  type ObjectExpression,
  type TemplateLiteral,
  type Unary,
  type Update,
  type Wrapper,
} from './nodes.ts'
import { LimitReached } from './limits.ts'
import { anyProperty } from './members.ts'
import { elementsOf, keysOf } from './object-tools.ts'
import { binary, hasHoles, nullishOf, typeOf, unary, type Operand } from './operators.ts'
import { assignPattern, memberName } from './patterns.ts'
import { asCondition } from './pending.ts'
import { lookUp } from './scope.ts'
import { holeSpan, quasiRange, shortSource, sourceOf, spanOfNode } from './spans.ts'
import { cookedText } from './string-literals.ts'
import { spreadValues } from './spread.ts'
import {
  arrayValue,
  concatStrings,
  doubtOf,
  EMPTY,
  joinValues,
  lengthOf,
  mappedOf,
  objectValue,
  piecesOf,
  primitive,
  stringValue,
  textAt,
  toStringValue,
  truthOf,
  UNDEFINED,
  unknown,
} from './value-tools.ts'
import { GLOBALS } from './globals.ts'
import { importMeta, moduleGlobal } from './node-globals.ts'
import { noteDecidedByCondition } from './varying.ts'
import type { Accessor, Frame, Scope, UnknownValue, Value } from './values.ts'

type Evaluate<T extends Expression> = (interpreter: Interpreter, node: T, scope: Scope) => Value

type ExpressionTable = {
  readonly [Type in Expression['type']]: Evaluate<Extract<Expression, { readonly type: Type }>>
}

const wrapper: Evaluate<Wrapper> = (interpreter, node, scope) => interpreter.evaluate(unwrap(node), scope)

const functionValue: Evaluate<FunctionNode> = ({ file, place }, node, scope) => ({
  kind: 'function',
  node,
  scope,
  name: node.id?.name ?? '',
  at: spanOfNode(file, node),
  ...(place && { from: place }),
})

const TABLE: ExpressionTable = {
  Literal: literal,
  TemplateLiteral: template,
  TaggedTemplateExpression: taggedTemplate,
  Identifier: (interpreter, node, scope) => {
    const cell = lookUp(scope, node.name)
    if (cell) return cell.value
    const span = spanOfNode(interpreter.file, node)
    const known = GLOBALS.get(node.name) ?? moduleGlobal(interpreter, node.name, span)
    if (known) return known
    if (node.name === 'module' || node.name === 'exports') return UNDEFINED
    return unknown('run-time value', `${node.name} is not declared in this file`)
  },
  ThisExpression: (_, __, scope) => scope.frame.self,
  MetaProperty: (interpreter, node) => importMeta(interpreter, spanOfNode(interpreter.file, node)),
  ArrayExpression: array,
  ObjectExpression: object,
  ArrowFunctionExpression: functionValue,
  FunctionExpression: functionValue,
  FunctionDeclaration: functionValue,
  ClassExpression: classValue,
  ClassDeclaration: classValue,
  UnaryExpression: unaryExpression,
  UpdateExpression: update,
  BinaryExpression: binaryExpression,
  LogicalExpression: logical,
  AssignmentExpression: assignment,
  ConditionalExpression: (interpreter, node, scope) =>
    choose(
      interpreter,
      { node: node.test, value: asCondition(interpreter, node.test, interpreter.evaluate(node.test, scope)) },
      () => interpreter.evaluate(node.consequent, scope),
      () => interpreter.evaluate(node.alternate, scope),
    ),
  CallExpression: callExpression,
  NewExpression: newExpression,
  MemberExpression: member,
  ChainExpression: wrapper,
  TSAsExpression: wrapper,
  TSNonNullExpression: wrapper,
  TSSatisfiesExpression: wrapper,
  TSTypeAssertion: wrapper,
  TSInstantiationExpression: wrapper,
  ParenthesizedExpression: wrapper,
  SequenceExpression: (interpreter, node, scope) =>
    node.expressions.map(each => interpreter.evaluate(each, scope)).at(-1) ?? UNDEFINED,
  AwaitExpression: (interpreter, node, scope) => {
    if (interpreter.discarded === node) interpreter.discarded = unwrap(node.argument)
    return interpreter.settle(interpreter.evaluate(node.argument, scope), scope.frame)
  },
  YieldExpression: (interpreter, node, scope) => {
    const argument = node.argument ? interpreter.evaluate(node.argument, scope) : UNDEFINED
    const value = interpreter.settle(argument, scope.frame)
    keepYield(interpreter, value, node.delegate === true, scope.frame)
    return value.kind === 'unknown' ? value : unknown('run-time value', 'a yield gives what its caller sends')
  },
  ImportExpression: (interpreter, node, scope) => {
    const source = interpreter.evaluate(node.source, scope)
    const specifier = source.kind === 'string' && !hasHoles(source) ? mappedOf(source).text : ''
    const module = interpreter.importModule(specifier, interpreter.file.path)
    const whole = module.whole()
    return whole.kind === 'string' ? objectValue({ default: whole }) : module.namespace()
  },
}

/** What a generator yields in a loop or under a condition that is not known makes all that it gives unsure. */
function keepYield(interpreter: Interpreter, value: Value, all: boolean, { yields }: Frame): void {
  if (!yields) return
  const elements = interpreter.flow.isSure('function') ? (all ? elementsOf(value) : [value]) : undefined
  yields.push(...(elements ?? [UNSURE]))
  if (yields.length > 10_000) throw new LimitReached('the generator yields too much')
}

/** The value of an expression. */
export function evaluateExpression(interpreter: Interpreter, node: Expression, scope: Scope): Value {
  interpreter.step()
  const evaluate = (TABLE as Readonly<Record<string, Evaluate<never> | undefined>>)[node.type]
  if (!evaluate) return unknown('run-time value', `${node.type} is not followed`)
  const value = evaluate(interpreter, node as never, scope)
  return value.kind === 'unknown' ? withSource(interpreter, value, node) : value
}

/** The outermost expression that is unknown names the placeholder: `tenant.schema`, not `tenant`. */
function withSource(interpreter: Interpreter, value: UnknownValue, node: Expression): UnknownValue {
  const isNamed = (node.type === 'Identifier' || isWrapper(node)) && value.source !== undefined
  const source = isNamed ? value.source : shortSource(interpreter.file, node)
  if (value.varying && source !== undefined) interpreter.origins.set(source, value.varying)
  return isNamed ? value : { ...value, source }
}

function literal({ file }: Interpreter, node: Literal): Value {
  if (typeof node.value === 'string') {
    return stringValue(cookedText(file, node.range[0] + 1, node.range[1] - 1))
  }
  const pattern = /^\/(.+)\/([a-z]*)$/su.exec(sourceOf(file, node))
  if (pattern && typeof node.value !== 'number') {
    return { kind: 'pattern', source: pattern[1] ?? '', flags: pattern[2] ?? '' }
  }
  return primitive(node.value instanceof RegExp ? undefined : node.value)
}

function template(interpreter: Interpreter, node: TemplateLiteral, scope: Scope): Value {
  const { file } = interpreter
  return node.quasis.reduce((text, quasi, i) => {
    const fixed = concatStrings(text, stringValue(cookedText(file, ...quasiRange(node, quasi, i))))
    const expression = node.expressions[i]
    if (!expression) return fixed
    const span = holeSpan(file, node, i)
    const value = named(interpreter.evaluate(expression, scope), expression, span)
    return concatStrings(fixed, toStringValue(value, span, sourceOf(file, expression)))
  }, EMPTY)
}

function array(interpreter: Interpreter, node: ArrayExpression, scope: Scope): Value {
  const { values, doubt } = spreadValues(interpreter, node.elements, scope)
  return doubt ?? arrayValue(values, spanOfNode(interpreter.file, node))
}

function object(interpreter: Interpreter, node: ObjectExpression, scope: Scope): Value {
  const properties = new Map<string, Value>()
  const accessors = new Map<string, Accessor>()
  let open: UnknownValue | undefined
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      const value = interpreter.evaluate(property.argument, scope)
      if (value.kind === 'object') for (const each of value.accessors ?? []) accessors.set(...each)
      const entries = keysOf(value)
      for (const [name, part] of entries ?? []) properties.set(name, part)
      if (!entries) open = doubtOf(value)
      continue
    }
    const name = memberName(interpreter, { property: property.key, computed: property.computed }, scope)
    if (name === undefined) open = unknown('run-time value', 'the name of a property is not known')
    else if (property.kind === 'init') properties.set(name, interpreter.evaluate(property.value, scope))
    else {
      const fn = interpreter.evaluate(property.value, scope)
      if (fn.kind === 'function') accessors.set(name, { ...accessors.get(name), [property.kind]: fn })
    }
  }
  const at = spanOfNode(interpreter.file, node)
  return objectValue(properties, {
    at,
    ...(open ? { open } : {}),
    ...(accessors.size > 0 ? { accessors } : {}),
  })
}

function unaryExpression(interpreter: Interpreter, node: Unary, scope: Scope): Value {
  if (node.operator === 'delete') removeProperty(interpreter, unwrap(node.argument), scope)
  const value = interpreter.evaluate(node.argument, scope)
  if (node.operator === '!') asCondition(interpreter, node.argument, value)
  if (node.operator !== 'typeof') return unary(node.operator, value)
  const name = typeOf(value)
  return name === undefined ? doubtOf(value) : textAt(name, spanOfNode(interpreter.file, node))
}

function removeProperty(interpreter: Interpreter, node: Expression, scope: Scope): void {
  if (node.type !== 'MemberExpression' || node.object.type === 'Super') return
  const object = interpreter.evaluate(node.object, scope)
  const name = memberName(interpreter, node, scope)
  if (object.kind !== 'object' || name === undefined) return
  const kept = [...object.properties.value].filter(([each]) => each !== name)
  interpreter.journal.write(object.properties, new Map(kept))
}

function update(interpreter: Interpreter, node: Update, scope: Scope): Value {
  const before = unary('+', interpreter.evaluate(node.argument, scope))
  const span = spanOfNode(interpreter.file, node)
  const one: Operand = { value: primitive(1), span, source: '1' }
  const after = binary(node.operator === '++' ? '+' : '-', { value: before, span, source: '' }, one)
  assignPattern(interpreter, node.argument, after, scope)
  return node.prefix ? after : before
}

/** A chain of operators is walked along its left side, because thousands of texts may be added up. */
function binaryExpression(interpreter: Interpreter, node: Binary, scope: Scope): Value {
  const spine: Binary[] = []
  let left: Binary['left'] = node
  while (left.type === 'BinaryExpression') {
    spine.push(left)
    left = left.left
  }
  if (left.type === 'PrivateIdentifier') return unknown('run-time value', '#x in y is not followed')
  let operand = operandOf(interpreter, left, scope)
  for (const each of spine.toReversed()) {
    const right = operandOf(interpreter, each.right, scope)
    if (each.operator !== '+') interpreter.step(joiningCost(operand.value) + joiningCost(right.value))
    const value = binary(each.operator, operand, right)
    operand = { value, span: spanOfNode(interpreter.file, each), source: shortSource(interpreter.file, each) }
  }
  return operand.value
}

/** Joining the pieces of a text to compare it is work as well. */
function joiningCost(value: Value): number {
  return value.kind === 'string' ? Math.floor(piecesOf(value) / 50) : 0
}

function operandOf(interpreter: Interpreter, node: Expression, scope: Scope): Operand {
  const span = spanOfNode(interpreter.file, node)
  const value = named(interpreter.evaluate(node, scope), node, span)
  return { value, span, source: shortSource(interpreter.file, node) }
}

/**
 * A single word that is put in by name, such as a table in `${table}`, stands where it is put in: the statement
 * around it stays in one piece. Longer texts, which may hold whole statements, keep the place of their own words.
 */
function named(value: Value, node: Expression, span: Span): Value {
  const byName = node.type === 'Identifier' || node.type === 'MemberExpression'
  if (!byName || value.kind !== 'string' || lengthOf(value) > 100) return value
  const { text, pieces } = mappedOf(value)
  const isWord = /^\S+$/u.test(text)
  return isWord && pieces.every(piece => piece.hole === undefined) ? textAt(text, span) : value
}

function logical(interpreter: Interpreter, node: Logical, scope: Scope): Value {
  const value = interpreter.evaluate(node.left, scope)
  const left = node.operator === '??' ? value : asCondition(interpreter, node.left, value)
  const test = { node: node.left, value: left }
  return shortCut(interpreter, node.operator, test, () => interpreter.evaluate(node.right, scope))
}

/** `left && right()` and its like, where `right` runs only if the left side lets it. */
function shortCut(interpreter: Interpreter, operator: string, test: Test, right: () => Value): Value {
  const left = test.value
  const goesOn = operator === '??' ? nullishOf(left) : truthOf(left)
  const wanted = operator !== '||'
  if (goesOn !== undefined) return goesOn === wanted ? right() : left
  return choose(interpreter, { ...test, value: doubtOf(left) }, right, () => left)
}

/** A condition and what it is worth. */
interface Test {
  readonly node: Expression
  readonly value: Value
}

function choose(interpreter: Interpreter, test: Test, left: () => Value, right: () => Value): Value {
  const truth = truthOf(test.value)
  if (truth !== undefined) return truth ? left() : right()
  const doubt = doubtOf(test.value)
  const { size } = interpreter.sink
  const { results } = readBothSides(interpreter, doubt, [left, right])
  const joined = results.reduce(joinValues)
  const span = spanOfNode(interpreter.file, test.node)
  noteDecidedByCondition(interpreter, doubt, { size, span, leaves: false })
  if (joined.kind !== 'unknown') return joined
  const { guard, varying } = doubt
  return { ...joined, ...(guard && { guard }), ...(varying && { varying }) }
}

function assignment(interpreter: Interpreter, node: Assignment, scope: Scope): Value {
  const { operator } = node
  if (operator === '=') {
    const value = interpreter.evaluate(node.right, scope)
    assignPattern(interpreter, node.left, value, scope)
    return value
  }
  const target = node.left as Expression
  const before = interpreter.evaluate(target, scope)
  if (['&&=', '||=', '??='].includes(operator)) {
    const set = (): Value => {
      const value = interpreter.evaluate(node.right, scope)
      assignPattern(interpreter, target, value, scope)
      return value
    }
    return shortCut(interpreter, operator.slice(0, -1), { node: target, value: before }, set)
  }
  const left = {
    value: before,
    span: spanOfNode(interpreter.file, target),
    source: sourceOf(interpreter.file, target),
  }
  const value = binary(operator.slice(0, -1), left, operandOf(interpreter, node.right, scope))
  assignPattern(interpreter, target, value, scope)
  return value
}

function member(interpreter: Interpreter, node: Member, scope: Scope): Value {
  if (node.object.type === 'Super') {
    return unknown('unknown call', `${sourceOf(interpreter.file, node)} is not followed`)
  }
  const receiver = interpreter.evaluate(node.object, scope)
  if (node.optional && nullishOf(receiver)) return UNDEFINED
  const name = memberName(interpreter, node, scope)
  if (name !== undefined) return interpreter.property(receiver, name, scope.frame)
  return anyProperty(receiver)
}
