/** Checks of values that come from outside: each gives the first thing that is wrong. */
import { didYouMean } from './closest.ts'
import { shown } from './config-error.ts'

/** What is wrong, and where. */
export interface Problem {
  readonly key: string
  /** A sentence without its full stop. */
  readonly problem: string
  readonly expected?: string | undefined
  readonly remedy?: string | undefined
}

export type Check = (value: unknown, key: string) => Problem | undefined

/** A value of the wrong kind. */
export function unexpected(value: unknown, key: string, expected: string): Problem {
  return { key, problem: `got ${shown(value)}`, expected }
}

/** One of some words. */
export function oneOf(words: readonly string[]): Check {
  return (value, key) => {
    if (typeof value === 'string' && words.includes(value)) return undefined
    const remedy = typeof value === 'string' ? didYouMean(value, words) : undefined
    return { ...unexpected(value, key, `one of ${words.join(', ')}`), remedy }
  }
}

/** A list whose members pass the check. */
export function listOf(check: Check): Check {
  return (value, key) => {
    if (!Array.isArray(value)) return unexpected(value, key, 'a list of strings')
    return firstOf(value.map((each: unknown, i) => () => check(each, `${key}[${i}]`)))
  }
}

/** A string that says something. */
export const text: Check = (value, key) =>
  typeof value === 'string' && value !== '' ? undefined : unexpected(value, key, 'a string that is not empty')

/** An object of which only these members are known; what is undefined counts as absent. */
export function object(members: Readonly<Record<string, Check>>): Check {
  const names = Object.keys(members)
  return record((name, value, key) => {
    const check = Object.hasOwn(members, name) ? members[name] : undefined
    if (check) return value === undefined ? undefined : check(value, key)
    const expected = `one of ${names.join(', ')}`
    return { key, problem: 'there is no such setting', expected, remedy: didYouMean(name, names) }
  })
}

/** An object with names of the user's choice. */
export function record(check: (name: string, value: unknown, key: string) => Problem | undefined): Check {
  return (value, key) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return unexpected(value, key, 'an object')
    return firstOf(
      Object.entries(value).map(
        ([name, member]) =>
          () =>
            check(name, member, key === '' ? name : `${key}.${name}`),
      ),
    )
  }
}

/** The first problem there is. */
export function firstOf(checks: readonly (() => Problem | undefined)[]): Problem | undefined {
  for (const check of checks) {
    const problem = check()
    if (problem) return problem
  }
  return undefined
}
