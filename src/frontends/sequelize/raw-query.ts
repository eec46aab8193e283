/** `sequelize.query(sql, options)`: https://sequelize.org/docs/v6/core-concepts/raw-queries/ */
import { sliceMapped, standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { givenTo, isGiven, type Given } from '../typescript/given.ts'
import { mappedOf, stringValue } from '../typescript/value-tools.ts'
import type { HostMethod } from '../typescript/values.ts'
import { notKnown, refused, written } from './given.ts'
import { ROWS } from './rows.ts'
import { readOr } from './statements.ts'
import { joinTexts } from './text.ts'
import { escapeReplacement } from './values.ts'

/** The text, or `{ query, values, bind }`. */
export const query: HostMethod = call => {
  const [first, options] = givenTo(call)
  readOr(call, undefined, () => {
    const isObject = first?.value.kind === 'object'
    const sql = isObject ? written(first, 'query') : first
    const replacements = (isObject ? written(first, 'values') : undefined) ?? option(options, 'replacements')
    const bind = (isObject ? written(first, 'bind') : undefined) ?? option(options, 'bind')
    if (sql?.value.kind !== 'string') call.sql(sql?.value)
    else {
      const text = mappedOf(sql.value)
      if (isGiven(bind)) call.boundSql(stringValue(numbered(text, bind)))
      else call.sql(isGiven(replacements) ? stringValue(replaced(text, replacements, call.span)) : sql.value)
    }
  })
  return call.promise(ROWS)
}

/** Of options that are not all known, those that are written. */
function option(options: Given | undefined, name: string): Given | undefined {
  if (options?.value.kind !== 'object') return undefined
  const value = options.value.properties.value.get(name)
  return value && { value, span: options.span }
}

/** Where a replacement may stand: outside of quotes, dollar quotes and comments (node_modules/sequelize/lib/utils/sql.js). */
const TOKEN =
  /"[^"]*(?:"|$)|(?<=(?:^|[\s(>,=])[eE])'(?:[^'\\]|\\.)*'|'[^']*(?:'|$)|-- [^\n]*|\/\*[\s\S]*?(?:\*\/|$)|(?<![0-9a-z_])\$([a-z_][0-9a-z_]*)?\$[\s\S]*?\$\1\$|(?<=^|[\s(>,=[]):([a-z_][0-9a-z_]*)(?=\)|,|$|\s|::|;|\])|(?<=^|[\s(>,=[])\?(?![|&])/giu

function replaced(sql: MappedText, replacements: Given, span: Span): MappedText {
  const { value } = replacements
  const parts: MappedText[] = []
  let done = 0
  let next = 0
  for (const match of sql.text.matchAll(TOKEN)) {
    const name = match[2]
    const isPositional = match[0] === '?'
    if (name === undefined && !isPositional) continue
    if (value.kind === (isPositional ? 'object' : 'array')) continue
    const given = valueOf(replacements, isPositional ? next++ : (name ?? ''))
    parts.push(sliceMapped(sql, done, match.index), escapeReplacement(given))
    done = match.index + match[0].length
  }
  return joinTexts(span, ...parts, sliceMapped(sql, done))
}

function valueOf(replacements: Given, key: string | number): Given {
  const { value, span } = replacements
  const found =
    value.kind === 'array'
      ? value.elements.value[Number(key)]
      : value.kind === 'object'
        ? (value.properties.value.get(String(key)) ?? value.open)
        : value
  if (!found || (found.kind === 'primitive' && found.value === undefined)) {
    throw refused(`the replacement ${String(key)} has no value`)
  }
  return { value: found, span }
}

/** `$1` stays, `$name` is numbered in the order of its first use, `$$` is a dollar sign. */
function numbered(sql: MappedText, bind: Given): MappedText {
  const isList = bind.value.kind === 'array'
  const numbers = new Map<string, number>()
  const parts: MappedText[] = []
  let done = 0
  for (const match of sql.text.matchAll(/\B\$(\$|\w+)/gu)) {
    const key = match[1] ?? ''
    const place = sliceMapped(sql, match.index, match.index + match[0].length).pieces[0]?.span ?? bind.span
    const isNumber = /^\d+$/u.test(key)
    if (key !== '$' && (isList || bind.value.kind === 'unknown') && isNumber) continue
    if (key !== '$' && bind.value.kind === 'unknown') throw notKnown(bind, 'bind')
    if (!numbers.has(key) && key !== '$') numbers.set(key, numbers.size + 1)
    parts.push(sliceMapped(sql, done, match.index))
    parts.push(standingFor(key === '$' ? '$' : `$${String(numbers.get(key) ?? 1)}`, place))
    done = match.index + match[0].length
  }
  return parts.length === 0 ? sql : joinTexts(bind.span, ...parts, sliceMapped(sql, done))
}
