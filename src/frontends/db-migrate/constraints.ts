/** Keys and indexes as db-migrate-pg writes them. */
import type { MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { option, type Given } from '../typescript/given.ts'
import { truthOf } from '../typescript/value-tools.ts'
import { joined, textOfGiven, write } from '../typescript/written-sql.ts'
import { quoted } from './sending.ts'

/** A foreign key: its columns, each with the one it refers to. */
export interface ForeignKey {
  readonly table: Given | undefined
  readonly other: Given | undefined
  readonly key: Given | undefined
  readonly pairs: readonly (readonly [Given, Given])[]
  readonly rules: Given | undefined
  readonly span: Span
}

/** `ALTER TABLE … ADD CONSTRAINT … FOREIGN KEY …`. */
export function foreignKey({ table, other, key, pairs, rules, span }: ForeignKey): MappedText {
  const columns = joined(
    span,
    pairs.map(([column]) => quoted(column, span)),
  )
  const others = joined(
    span,
    pairs.map(([, column]) => quoted(column, span)),
  )
  const head = write(span, 'ALTER TABLE ', quoted(table, span), ' ADD CONSTRAINT ', quoted(key, span))
  const refers = write(
    span,
    ' FOREIGN KEY (',
    columns,
    ') REFERENCES ',
    quoted(other, span),
    ' (',
    others,
    ')',
  )
  return write(
    span,
    head,
    refers,
    ' ON DELETE ',
    rule(rules, 'onDelete'),
    ' ON UPDATE ',
    rule(rules, 'onUpdate'),
  )
}

function rule(rules: Given | undefined, name: string): MappedText | string {
  const given = option(rules, name)
  return given && truthOf(given.value) !== false ? textOfGiven(given) : 'NO ACTION'
}
