/** Loops: unrolled where their course is known, read once and marked as repeated where it is not. */
import { readOnce } from './branches.ts'
import type { Completion, Interpreter } from './interpreter.ts'
import type { For, ForEach, Statement, While } from './nodes.ts'
import { elementsOf, namesOf } from './object-tools.ts'
import { assignPattern, bindPattern } from './patterns.ts'
import { innerScope } from './scope.ts'
import { spanOfNode } from './spans.ts'
import { doubtOf, truthOf } from './value-tools.ts'
import type { Scope, Value } from './values.ts'

/** `for (…; …; …)`. */
export function forLoop(interpreter: Interpreter, node: For, scope: Scope): Completion {
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
    update: () => undefined,
  }
  if (node.type === 'WhileStatement') return unroll(interpreter, scope, run)
  const first = interpreter.flow.bounded('loop', () => iteration(interpreter, node.body, scope))
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
    return iteration(interpreter, node.body, inner)
  }
  return interpreter.flow.bounded('loop', () => {
    if (!list) {
      readOnce(interpreter, 'repeated', () => once(doubtOf(value)))
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

interface Course {
  readonly test: () => boolean | undefined
  readonly body: Statement
  readonly update: () => void
}

function unroll(interpreter: Interpreter, scope: Scope, { test, body, update }: Course): Completion {
  return interpreter.flow.bounded('loop', () => {
    for (;;) {
      interpreter.step()
      const goesOn = test()
      if (goesOn === false) return undefined
      if (goesOn === undefined) {
        readOnce(interpreter, 'repeated', () => iteration(interpreter, body, scope))
        return undefined
      }
      const { leave, completion } = iteration(interpreter, body, scope)
      if (leave) return completion
      update()
    }
  })
}

/** Labels are taken to name the nearest loop, or one around it when the completion is handed on. */
function iteration(interpreter: Interpreter, body: Statement, scope: Scope): Iteration {
  const completion = interpreter.flow.bounded('iteration', () => interpreter.execute(body, scope))
  if (!completion) return { leave: false, completion }
  if (completion.kind === 'return' || completion.label !== undefined) return { leave: true, completion }
  return { leave: completion.kind === 'break', completion: undefined }
}
