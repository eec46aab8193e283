/** Finding and declaring variables. */
import { cellOf, type Cell } from './cells.ts'
import { joinValues } from './value-tools.ts'
import type { Frame, Scope, Value } from './values.ts'

/** A scope inside another. */
export function innerScope(parent: Scope, frame: Frame = parent.frame): Scope {
  return { variables: new Map(), parent, frame }
}

/** Declares a variable in this scope. */
export function declare(scope: Scope, name: string, value: Value): void {
  scope.variables.set(name, cellOf(value, joinValues))
}

/** The variable of a name, from the inside out. */
export function lookUp(scope: Scope, name: string): Cell<Value> | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const cell = at.variables.get(name)
    if (cell) return cell
  }
  return undefined
}
