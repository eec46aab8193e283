/** Directives as people write them, in SQL and in TypeScript. */
import { describe, expect, it } from 'vitest'
import { directiveIn } from '../../src/lint/directives.ts'
import { createSourceFile } from '../../src/source/source-file.ts'
import { spanOf } from '../../src/source/span.ts'

const read = (text: string) => {
  const directive = directiveIn({ text, span: spanOf(createSourceFile('1.sql', ''), 0, 0) })
  return directive && { kind: directive.kind, rules: directive.rules, reason: directive.reason }
}

describe('a directive', () => {
  it('names a rule and gives a reason', () => {
    expect(read(' migrate-lint-disable-next-line create-index-blocks-writes -- 200 rows')).toEqual({
      kind: 'disable-next-line',
      rules: ['create-index-blocks-writes'],
      reason: '200 rows',
    })
  })

  it('names several rules, with or without commas', () => {
    const rules = ['create-index-blocks-writes', 'lock-without-timeout']
    expect(read('migrate-lint-disable create-index-blocks-writes, lock-without-timeout')?.rules).toEqual(
      rules,
    )
    expect(read('migrate-lint-disable create-index-blocks-writes lock-without-timeout')?.rules).toEqual(rules)
  })

  it('means all rules when it names none', () => {
    expect(read('migrate-lint-disable-line -- generated')).toEqual({
      kind: 'disable-line',
      rules: [],
      reason: 'generated',
    })
  })

  it('tells of columns that nobody uses any more', () => {
    expect(read('migrate-lint-retire orders.legacy_code, orders.note -- not read since 4.2')).toEqual({
      kind: 'retire',
      rules: ['orders.legacy_code', 'orders.note'],
      reason: 'not read since 4.2',
    })
  })

  it('may lack a reason', () => {
    expect(read('migrate-lint-disable lock-without-timeout')?.reason).toBe('')
    expect(read('migrate-lint-disable lock-without-timeout --')?.reason).toBe('')
  })

  it('keeps dashes that belong to the reason or to an id', () => {
    expect(read('migrate-lint-disable unnamed-constraint -- see DBA-12 -- agreed')?.reason).toBe(
      'see DBA-12 -- agreed',
    )
  })

  it('may stand in a block comment over several lines', () => {
    expect(
      read('*\n * migrate-lint-disable unnamed-constraint\n * -- names come\n * from the ORM\n '),
    ).toEqual({
      kind: 'disable',
      rules: ['unnamed-constraint'],
      reason: 'names come from the ORM',
    })
  })

  it('is told from one that does not exist', () => {
    expect(read('migrate-lint-disable-nextline unnamed-constraint')?.kind).toBe('unknown')
    expect(read('migrate-lint-ignore unnamed-constraint')?.kind).toBe('unknown')
  })

  it('is not every comment that speaks of the tool', () => {
    expect(read(' we use migrate-lint-disable here and there')).toBeUndefined()
    expect(read('migrate-lint says so')).toBeUndefined()
  })
})
