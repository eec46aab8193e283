/** With whose rights and under which search path a function runs. */
import type { ObjectOperation } from '../../model/object-operations.ts'
import { flag } from '../../model/names.ts'
import { pick, pickAll, type Node } from './nodes.ts'

/** What the options of CREATE or ALTER FUNCTION, and a body that is no string, say about it. */
export function securityOf(
  options: readonly Node[] | undefined,
  body?: Node,
): Pick<ObjectOperation, 'securityDefiner' | 'fixedPath'> {
  const all = pickAll(options, 'DefElem')
  const security = all.find(({ defname }) => defname === 'security')?.arg
  const setsPath = all.some(({ defname, arg }) => defname === 'set' && isSearchPath(arg))
  return {
    securityDefiner: flag(pick(security, 'Boolean')?.boolval),
    fixedPath: flag(setsPath || body !== undefined),
  }
}

/** SET search_path TO … or FROM CURRENT; not RESET and not TO DEFAULT, which leave it to the caller. */
function isSearchPath(arg: Node | undefined): boolean {
  const set = pick(arg, 'VariableSetStmt')
  return set?.name === 'search_path' && (set.kind === 'VAR_SET_VALUE' || set.kind === 'VAR_SET_CURRENT')
}
