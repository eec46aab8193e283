/** Running each kind of statement. */
import { readBothSides, readOnce } from './branches.ts'
import { classValue } from './functions.ts'
import { Thrown, type Completion, type Interpreter } from './interpreter.ts'
import { forEachLoop, forLoop, whileLoop } from './loops.ts'
import { exportAssignment, exportDefault, exportNamed, importEquals } from './modules.ts'
import { label, mayJump, nearerFirst, waitedFor } from './jumps.ts'
import {
  keyName,
  unwrap,
  type EnumDeclaration,
  type Expression,
  type Statement,
  type Switch,
  type Try,
} from './nodes.ts'
import { isThisDatabase } from './database-switch.ts'
import { areEqual } from './operators.ts'
import { asCondition } from './pending.ts'
import { noteDecidedByCondition } from './varying.ts'
import { bindHoisted, bindPattern } from './patterns.ts'
import { bindRequired } from './require.ts'
import { declare, innerScope } from './scope.ts'
import { sourceOf, spanOfNode } from './spans.ts'
import {
  doubtOf,
  joinValues,
  objectValue,
  primitive,
  textAt,
  truthOf,
  UNDEFINED,
  unknown,
} from './value-tools.ts'
import type { Scope, UnknownValue, Value } from './values.ts'

type Execute<T extends Statement> = (interpreter: Interpreter, node: T, scope: Scope) => Completion

type StatementTable = {
  readonly [Type in Statement['type']]: Execute<Extract<Statement, { readonly type: Type }>>
}

const nothing = (): Completion => undefined

const TABLE: StatementTable = {
  BlockStatement: (interpreter, node, scope) => interpreter.executeAll(node.body, innerScope(scope)),
  VariableDeclaration: (interpreter, node, scope) => {
    for (const { id, init } of node.declarations) {
      if (init && bindRequired(interpreter, node.kind, id, init, scope)) continue
      const value = init ? named(interpreter.evaluate(init, scope), id) : UNDEFINED
      if (node.kind !== 'var') bindPattern(interpreter, id, value, scope)
      else if (init) bindHoisted(interpreter, id, value, scope)
    }
    return undefined
  },
  // Declared before the statements of their block run.
  FunctionDeclaration: nothing,
  FunctionExpression: nothing,
  ArrowFunctionExpression: nothing,
  ClassDeclaration: (interpreter, node, scope) => {
    declare(scope, node.id?.name ?? '', classValue(interpreter, node, scope))
    return undefined
  },
  ClassExpression: nothing,
  ExpressionStatement: (interpreter, node, scope) => {
    const before = interpreter.discarded
    interpreter.discarded = unwrap(node.expression)
    interpreter.evaluate(node.expression, scope)
    interpreter.discarded = before
    return undefined
  },
  ReturnStatement: (interpreter, node, scope) => ({
    kind: 'return',
    value: node.argument ? interpreter.evaluate(node.argument, scope) : UNDEFINED,
  }),
  ThrowStatement: (interpreter, node, scope) => {
    throw new Thrown(interpreter.evaluate(node.argument, scope), spanOfNode(interpreter.file, node))
  },
  IfStatement: (interpreter, node, scope) => {
    const test = asCondition(interpreter, node.test, interpreter.evaluate(node.test, scope))
    const yes = (): Completion => interpreter.execute(node.consequent, scope)
    const no = (): Completion => (node.alternate ? interpreter.execute(node.alternate, scope) : undefined)
    const truth = truthOf(test)
    if (truth !== undefined) return truth ? yes() : no()
    return eitherSide(interpreter, { doubt: doubtOf(test), node: node.test }, yes, no, scope)
  },
  SwitchStatement: switchStatement,
  ForStatement: forLoop,
  ForOfStatement: forEachLoop,
  ForInStatement: forEachLoop,
  WhileStatement: whileLoop,
  DoWhileStatement: whileLoop,
  TryStatement: tryStatement,
  BreakStatement: (_, node) => ({ kind: 'break', label: node.label?.name }),
  ContinueStatement: (_, node) => ({ kind: 'continue', label: node.label?.name }),
  LabeledStatement: (interpreter, node, scope) => {
    const { name } = node.label
    label(node.body, name, node)
    const completion = interpreter.flow.labelled(name, () => interpreter.execute(node.body, scope))
    return completion?.kind === 'break' && completion.label === name ? undefined : completion
  },
  TSEnumDeclaration: enumDeclaration,
  // Declared before the statements of their module run.
  ImportDeclaration: nothing,
  ExportAllDeclaration: nothing,
  ExportNamedDeclaration: exportNamed,
  ExportDefaultDeclaration: exportDefault,
  TSExportAssignment: exportAssignment,
  TSImportEqualsDeclaration: importEquals,
  EmptyStatement: nothing,
}

/** Runs a statement; kinds that do nothing at run time (types, interfaces) are passed over. */
export function executeStatement(interpreter: Interpreter, node: Statement, scope: Scope): Completion {
  interpreter.step()
  const execute = (TABLE as Readonly<Record<string, Execute<never> | undefined>>)[node.type]
  if (!execute && !DOES_NOTHING.test(node.type)) notFollowed(interpreter, node, scope)
  return execute?.(interpreter, node as never, scope)
}

const DOES_NOTHING = /^(?:TS|Debugger)/u

function notFollowed(interpreter: Interpreter, node: Statement, scope: Scope): void {
  const operation = {
    kind: 'opaque',
    reason: 'unknown call',
    message: `A ${node.type} is not followed.`,
  } as const
  const circumstances = { flow: interpreter.flow.current(), tracker: scope.frame.tracker }
  interpreter.sink.add([{ operation, span: spanOfNode(interpreter.file, node) }], circumstances)
}

/** Runs statements up to the first that leaves; functions are declared first, as they are in JavaScript. */
export function executeStatements(
  interpreter: Interpreter,
  nodes: readonly Statement[],
  scope: Scope,
): Completion {
  for (const node of nodes) {
    const declared = node.type === 'ExportNamedDeclaration' ? node.declaration : node
    if (declared?.type !== 'FunctionDeclaration' || !declared.id) continue
    declare(scope, declared.id.name, interpreter.evaluate(declared, scope))
  }
  for (const node of nodes) {
    const completion = interpreter.execute(node, scope)
    if (completion) return completion
  }
  return undefined
}

/** Functions get the name of the variable they are put into. */
function named(value: Value, id: { readonly type: string; readonly name?: string }): Value {
  const isNameless = (value.kind === 'function' || value.kind === 'class') && value.name === ''
  return isNameless && id.name !== undefined ? { ...value, name: id.name } : value
}

/** Reads both sides of a condition and decides how the code behind it goes on. */
function eitherSide(
  interpreter: Interpreter,
  { doubt, node }: { readonly doubt: UnknownValue; readonly node: Expression },
  yes: () => Completion,
  no: () => Completion,
  scope: Scope,
): Completion {
  const { size } = interpreter.sink
  const { results, thrown } = readBothSides(interpreter, doubt, [yes, no], result => result !== undefined)
  const [left, right] = results
  const leaves = thrown.length > 0 || (left ?? right) !== undefined
  noteDecidedByCondition(interpreter, doubt, { size, span: spanOfNode(interpreter.file, node), leaves })
  if (thrown.length > 0) {
    interpreter.flow.mayLeave('try', doubt.guard ? 'guarded' : 'conditional')
    return left
  }
  if (left && right) {
    if (left.kind === 'return' && right.kind === 'return') {
      const [one, two] = [left, right].map(({ value }) => waitedFor(interpreter, value, doubt, scope))
      return { kind: 'return', value: joinValues(one ?? left.value, two ?? right.value) }
    }
    const [nearer, farther] = nearerFirst(left, right)
    mayJump(interpreter, farther, doubt, scope)
    return nearer
  }
  const leaving = left ?? right
  if (leaving) mayJump(interpreter, leaving, doubt, scope)
  return undefined
}

function switchStatement(interpreter: Interpreter, node: Switch, scope: Scope): Completion {
  const subject = interpreter.evaluate(node.discriminant, scope)
  const inner = innerScope(scope)
  const asked = { value: subject, source: sourceOf(interpreter.file, node.discriminant) }
  const tests = node.cases.map(each => each.test && interpreter.evaluate(each.test, inner))
  const answers = node.cases.map((each, i) => {
    const value = tests[i]
    if (!value || !each.test) return false
    const named = { value, source: sourceOf(interpreter.file, each.test) }
    return areEqual(subject, value, true) ?? isThisDatabase(asked, named)
  })
  const runFrom = (start: number): Completion => {
    for (const each of node.cases.slice(start)) {
      const completion = interpreter.executeAll(each.consequent, inner)
      if (completion?.kind === 'break' && completion.label === undefined) return undefined
      if (completion) return completion
    }
    return undefined
  }
  const fallback = node.cases.findIndex(each => !each.test)
  if (!answers.includes(undefined) || answers.indexOf(true) === 0) {
    const hit = answers.includes(true) ? answers.indexOf(true) : fallback
    return hit < 0 ? undefined : interpreter.flow.bounded('loop', () => runFrom(hit))
  }
  const sides = node.cases.flatMap((each, i) => (each.test && answers[i] === false ? [] : [i]))
  const choose = (rest: readonly number[]): Completion => {
    const [first, ...others] = rest
    if (first === undefined) return undefined
    if (others.length === 0 && !tests[first]) return runFrom(first)
    return eitherSide(
      interpreter,
      {
        doubt: doubtOf(subject.kind === 'unknown' ? subject : (tests[first] ?? subject)),
        node: node.discriminant,
      },
      () => runFrom(first),
      () => choose(others),
      scope,
    )
  }
  return interpreter.flow.bounded('loop', () => choose(sides))
}

function tryStatement(interpreter: Interpreter, node: Try, scope: Scope): Completion {
  const completion = guardedBlock(interpreter, node, scope)
  const last = node.finalizer ? interpreter.execute(node.finalizer, scope) : undefined
  return last ?? completion
}

function guardedBlock(interpreter: Interpreter, node: Try, scope: Scope): Completion {
  const { handler } = node
  if (!handler) return interpreter.execute(node.block, scope)
  const handle = (error: Value): Completion => {
    const inner = innerScope(scope)
    if (handler.param) bindPattern(interpreter, handler.param, error, inner)
    return interpreter.executeAll(handler.body.body, inner)
  }
  try {
    const completion = interpreter.flow.bounded('try', () => interpreter.execute(node.block, scope))
    readOnce(interpreter, 'conditional', () =>
      handle(unknown('run-time value', 'the error is known only at run time')),
    )
    return completion
  } catch (error) {
    if (error instanceof Thrown) return handle(error.value)
    throw error
  }
}

function enumDeclaration(interpreter: Interpreter, node: EnumDeclaration, scope: Scope): Completion {
  const members = new Map<string, Value>()
  const inner = innerScope(scope)
  let next: number | undefined = 0
  for (const member of node.body?.members ?? node.members ?? []) {
    const name = keyName(member.id, false)
    if (name === undefined) continue
    const span = spanOfNode(interpreter.file, member)
    const value: Value = member.initializer
      ? interpreter.evaluate(member.initializer, inner)
      : next === undefined
        ? unknown('run-time value', 'the value of the enum member is not known')
        : primitive(next)
    next = value.kind === 'primitive' && typeof value.value === 'number' ? value.value + 1 : undefined
    members.set(name, value)
    declare(inner, name, value)
    if (value.kind === 'primitive') members.set(String(value.value), textAt(name, span))
  }
  declare(scope, node.id.name, objectValue(members))
  return undefined
}
