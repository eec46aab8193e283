/** The symbols of `Op` and the operators that they stand for: node_modules/sequelize/lib/operators.js. */

/** Symbols are kept as texts, which no column is called. */
export function symbolOf(name: string): string {
  return `Symbol(${name})`
}

const BY_NAME: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '!=',
  gte: '>=',
  gt: '>',
  lte: '<=',
  lt: '<',
  not: 'IS NOT',
  is: 'IS',
  in: 'IN',
  notIn: 'NOT IN',
  like: 'LIKE',
  notLike: 'NOT LIKE',
  iLike: 'ILIKE',
  notILike: 'NOT ILIKE',
  startsWith: 'LIKE',
  endsWith: 'LIKE',
  substring: 'LIKE',
  regexp: '~',
  notRegexp: '!~',
  iRegexp: '~*',
  notIRegexp: '!~*',
  between: 'BETWEEN',
  notBetween: 'NOT BETWEEN',
  overlap: '&&',
  contains: '@>',
  contained: '<@',
  adjacent: '-|-',
  strictLeft: '<<',
  strictRight: '>>',
  noExtendRight: '&<',
  noExtendLeft: '&>',
  any: 'ANY',
  all: 'ALL',
  and: ' AND ',
  or: ' OR ',
  col: 'COL',
  match: '@@',
}

/** Names of the symbols. */
export const OPERATOR_NAMES: readonly string[] = Object.keys(BY_NAME)

/** Operators by their symbols. */
export const OPERATORS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(BY_NAME).map(([name, operator]) => [symbolOf(name), operator]),
)
