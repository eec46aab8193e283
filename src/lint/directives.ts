/** Comments for the linter: `migrate-lint-disable-next-line rule, rule -- reason` silences findings, `migrate-lint-retire` tells of columns. */
import type { SourceComment } from '../model/migration.ts'
import type { Span } from '../source/span.ts'

/** What a directive does. */
export const DIRECTIVES = ['disable-next-line', 'disable-line', 'disable', 'enable', 'retire'] as const
export type DirectiveKind = (typeof DIRECTIVES)[number]

export interface Directive {
  readonly kind: DirectiveKind | 'unknown'
  /** As written, `migrate-lint-` included. */
  readonly word: string
  /** Ids of rules; empty means all. Of `retire`: names of columns. */
  readonly rules: readonly string[]
  /** Empty when none is given. */
  readonly reason: string
  /** The comment. */
  readonly span: Span
}

const PATTERN = /^[\s*]*(migrate-lint-((?:disable|enable|ignore|retire)[a-z-]*))(?![\w-])(.*)$/su

/** The directive in a comment, if it is one. */
export function directiveIn({ text, span }: SourceComment): Directive | undefined {
  const match = PATTERN.exec(text)
  if (!match) return undefined
  const [, word = '', name, rest = ''] = match
  const [rules = '', ...reason] = rest.split(/(?:^|\s)-{2,}(?:\s|$)/u)
  return {
    kind: DIRECTIVES.find(kind => kind === name) ?? 'unknown',
    word,
    rules: rules.split(/[\s,]+/u).filter(id => id !== '' && id !== '*'),
    reason: reason
      .join(' -- ')
      .replace(/\s+\*?\s*/gu, ' ')
      .trim(),
    span,
  }
}
