/** Time values as PostgreSQL 18 reads them. */
import { describe, expect, it } from 'vitest'
import { parseDuration } from '../../src/lint/duration.ts'

describe('a duration', () => {
  it.each([
    ['5s', 5000],
    ['500ms', 500],
    ['2000', 2000],
    [2000, 2000],
    ['1min', 60_000],
    ['1.5s', 1500],
    [' 2 s ', 2000],
    ['1h', 3_600_000],
    ['1d', 86_400_000],
    ['1500us', 2],
    ['0', 0],
  ])('reads %s as %d milliseconds', (value, expected) => {
    expect(parseDuration(value)).toBe(expected)
  })

  it.each(['5 seconds', '5S', '-1', 'fast', ''])('does not know %s, which the server refuses', value => {
    expect(parseDuration(value)).toBe('unknown')
  })
})
