/** Places that share characters. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { overlap, overlapWith } from '../../src/source/overlaps.ts'
import { createSourceFile } from '../../src/source/source-file.ts'
import { spanOf, type Span } from '../../src/source/span.ts'

const orders = createSourceFile('orders.sql', 'x'.repeat(60))
const customers = createSourceFile('customers.sql', 'x'.repeat(60))

const span: fc.Arbitrary<Span> = fc
  .tuple(fc.constantFrom(orders, customers), fc.nat(50), fc.nat(9))
  .map(([file, start, length]) => spanOf(file, start, start + length))

describe('two places', () => {
  it('overlap when they share a character of one file', () => {
    expect(overlap(spanOf(orders, 0, 5), spanOf(orders, 4, 9))).toBe(true)
    expect(overlap(spanOf(orders, 0, 5), spanOf(orders, 5, 9))).toBe(false)
    expect(overlap(spanOf(orders, 0, 5), spanOf(customers, 0, 5))).toBe(false)
  })

  it('overlap when one is empty and stands before a character of the other', () => {
    expect(overlap(spanOf(orders, 3, 3), spanOf(orders, 0, 5))).toBe(true)
    expect(overlap(spanOf(orders, 5, 5), spanOf(orders, 0, 5))).toBe(false)
  })
})

describe('a place and many others', () => {
  it('overlap when it overlaps one of them', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 30 }), span, (others, one) => {
        expect(overlapWith(others)(one)).toBe(others.some(other => overlap(other, one)))
      }),
      { numRuns: 2000 },
    )
  })
})
