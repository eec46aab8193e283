/** Variables and tables whose values are found when somebody asks for them. */
import { cellOf, type Cell } from '../cells.ts'
import { joinValues } from '../value-tools.ts'
import type { ObjectValue, Scope, UnknownValue, Value } from '../values.ts'

/** Declares a variable whose value is found when it is first used. */
export function declareLazily(scope: Scope, name: string, find: () => Value): void {
  let written: Value | undefined
  const cell: Cell<Value> = {
    get value() {
      return written ?? find()
    },
    set value(value) {
      written = value
    },
    join: joinValues,
  }
  scope.variables.set(name, cell)
}

/** Names and what they give, as a map. */
export function lazyMap(
  names: () => readonly string[],
  find: (name: string) => Value | undefined,
): ReadonlyMap<string, Value> {
  const all = (): ReadonlyMap<string, Value> =>
    new Map(
      names().flatMap(name => {
        const value = find(name)
        return value ? [[name, value] as const] : []
      }),
    )
  return {
    get size() {
      return all().size
    },
    has: name => find(name) !== undefined,
    get: find,
    keys: () => all().keys(),
    values: () => all().values(),
    entries: () => all().entries(),
    forEach: (visit, self) => {
      all().forEach(visit, self)
    },
    [Symbol.iterator]: () => all()[Symbol.iterator](),
  }
}

/** The object of all exports of a module; what is not among them is not known. */
export function namespaceOf(exports: ReadonlyMap<string, Value>, open: UnknownValue): ObjectValue {
  return { kind: 'object', properties: cellOf(exports, left => left), open, isNamespace: true }
}
