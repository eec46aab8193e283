/** Keys of indexes out of the tree. */
import type { IndexPart } from '../../model/index-part.ts'
import { lowerExpression } from './expression.ts'
import { dottedName } from './names.ts'
import type { IndexElem } from './nodes.ts'

/** The model's form of one key. */
export function lowerIndexPart(element: IndexElem): IndexPart {
  return {
    column: element.name,
    expression: element.expr && lowerExpression(element.expr),
    order: element.ordering === 'SORTBY_DESC' ? 'desc' : undefined,
    nulls: NULLS[element.nulls_ordering ?? ''],
    operatorClass: dottedName(element.opclass),
    collation: dottedName(element.collation),
  }
}

const NULLS: Readonly<Record<string, 'first' | 'last'>> = {
  SORTBY_NULLS_FIRST: 'first',
  SORTBY_NULLS_LAST: 'last',
}
