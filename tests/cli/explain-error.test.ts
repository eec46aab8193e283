/** What people read when something fails. */
import { describe, expect, it } from 'vitest'
import { explainError } from '../../src/cli/explain-error.ts'
import { ConfigError } from '../../src/project/config-error.ts'

describe('an error', () => {
  it('of the user says what to change, and nothing of bugs', () => {
    const error = new ConfigError({ where: '--rule', key: 'ordres', problem: 'there is no such rule' })
    expect(explainError(error, [])).toBe('error: --rule: ordres: there is no such rule.\n')
  })

  it('of the tool says so, and how to report it, without a stack', () => {
    const error = new Error('The rule x failed at migrations/1.sql:1:1: TypeError: y', {
      cause: new TypeError('y'),
    })
    const [first, second, third, fourth] = explainError(error, []).split('\n')
    expect([first, second, third]).toEqual([
      'error: migrate-lint itself failed: The rule x failed at migrations/1.sql:1:1: TypeError: y',
      'This is a bug in migrate-lint, not in your migrations.',
      'Run it again with --debug and report what it prints, with the migration if you can share it.',
    ])
    expect(fourth).toMatch(/^migrate-lint \d+\.\d+\.\d+, Node v\d+/u)
  })

  it('of the tool shows its stack and cause with --debug', () => {
    const said = explainError(new Error('outer', { cause: new TypeError('inner') }), ['--debug'])
    expect(said).toMatch(/Error: outer\n +at [\s\S]*caused by: TypeError: inner\n +at /u)
  })
})
