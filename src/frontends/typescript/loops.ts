/** Loops: unrolled where their course is known, read once and marked as repeated where it is not. */
import { readOnce } from './branches.ts'
import type { Completion, Interpreter } from './interpreter.ts'
import type { For, ForEach, Statement, While } from './nodes.ts'
import { labelsOf, mayJump } from './jumps.ts'
import { elementsOf, namesOf } from './object-tools.ts'
import { assignPattern, bindPattern } from './patterns.ts'
import { innerScope } from './scope.ts'
import { spanOfNode } from './spans.ts'
import { doubtOf, truthOf, unknown } from './value-tools.ts'
import type { Scope, Value } from './values.ts'

/** `for (…; …; …)`. */
export function forLoop(interpreter: Interpreter, node: For, scope: Scope): Completion {
  const labels = labelsOf(node)
  const inner = innerScope(scope)
  if (node.init) {
    if (node.init.type === 'VariableDeclaration') interpreter.execute(node.init, inner)
    else interpreter.evaluate(node.init, inner)
  }
  const { test, update } = node
  return unroll(interpreter, inner, {
    // A loop without a test ends from within, which only running it would show.
    test: () => (test ? truthOf(interpreter.evaluate(test, inner)) : undefined),
    body: node.body,
    labels,
    update: () => {
      if (update) interpreter.evaluate(update, inner)
    },
  })
}

/** `while` and `do … while`. */
export function whileLoop(interpreter: Interpreter, node: While, scope: Scope): Completion {
  const endless = node.test.type === 'Literal'
  const run = {
    test: () => {
      const truth = truthOf(interpreter.evaluate(node.test, scope))
      return endless && truth ? undefined : truth
    },
    body: node.body,
    labels: labelsOf(node),
    update: () => undefined,
  }
  if (node.type === 'WhileStatement') return unroll(interpreter, scope, run)
  const first = interpreter.flow.bounded('loop', () => iteration(interpreter, run, scope))
  if (first.leave) return first.completion
  return truthOf(interpreter.evaluate(node.test, scope)) === true && !endless
    ? unroll(interpreter, scope, run)
    : undefined
}

/** `for … of` and `for … in`. */
export function forEachLoop(interpreter: Interpreter, node: ForEach, scope: Scope): Completion {
  const value = interpreter.settle(interpreter.evaluate(node.right, scope), scope.frame)
  const span = spanOfNode(interpreter.file, node.right)
  const list = node.type === 'ForOfStatement' ? elementsOf(value) : namesOf(value, span)
  const once = (element: Value): Iteration => {
    const inner = innerScope(scope)
    const part = node.await ? interpreter.settle(element, scope.frame) : element
    if (node.left.type === 'VariableDeclaration') {
      const [declarator] = node.left.declarations
      if (declarator) bindPattern(interpreter, declarator.id, part, inner)
    } else assignPattern(interpreter, node.left, part, inner)
    return iteration(interpreter, { body: node.body, labels: labelsOf(node) }, inner)
  }
  return interpreter.flow.bounded('loop', () => {
    if (!list) {
      const doubt = doubtOf(value)
      readOnceMore(interpreter, () => once(doubt), scope)
      return undefined
    }
    for (const element of list) {
      const { leave, completion } = once(element)
      if (leave) return completion
    }
    return undefined
  })
}

interface Iteration {
  readonly leave: boolean
  readonly completion: Completion
}

interface Body {
  readonly body: Statement
  readonly labels: ReadonlySet<string>
}

interface Course extends Body {
  readonly test: () => boolean | undefined
  readonly update: () => void
}

function unroll(interpreter: Interpreter, scope: Scope, course: Course): Completion {
  const { test, update } = course
  return interpreter.flow.bounded('loop', () => {
    for (let count = 0; ; count++) {
      interpreter.step()
      const goesOn = test()
      if (goesOn === false) return undefined
      const mayBeOver = count >= MOST_UNSURE && !interpreter.flow.isSure('loop')
      if (goesOn === undefined || mayBeOver) {
        readOnceMore(interpreter, () => iteration(interpreter, course, scope), scope)
        return undefined
      }
      const { leave, completion } = iteration(interpreter, course, scope)
      if (leave) return completion
      update()
    }
  })
}

/** A loop that may have been left is followed so many times: `for (let i = 0; i < 1e6; i++)` is left much earlier. */
const MOST_UNSURE = 8

/** A body that may run any number of times: a jump out of the loop may have been taken when it is over. */
function readOnceMore(interpreter: Interpreter, work: () => Iteration, scope: Scope): void {
  const result = readOnce(interpreter, 'repeated', work)
  const doubt = unknown('run-time value', 'how often the loop runs is known only at run time')
  if (result?.completion) mayJump(interpreter, result.completion, doubt, scope)
}

/** A jump with a label that is not this loop's is handed on to the loop or statement that has it. */
function iteration(interpreter: Interpreter, { body, labels }: Body, scope: Scope): Iteration {
  const completion = interpreter.flow.bounded('iteration', () => interpreter.execute(body, scope))
  if (!completion) return { leave: false, completion }
  const isOurs =
    completion.kind !== 'return' && completion.label !== undefined && labels.has(completion.label)
  if (completion.kind === 'return' || (completion.label !== undefined && !isOurs)) {
    return { leave: true, completion }
  }
  return { leave: completion.kind === 'break', completion: undefined }
}
