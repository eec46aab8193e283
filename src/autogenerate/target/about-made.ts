/** Keeps a target to what it makes: what is there already is not touched, not even for the time of a comparison. */
import { formatName, type QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import { TargetError } from '../target-error.ts'
import { titleOf } from '../title-of.ts'
import { isDrop, madeBy, subjectOf } from './made-by.ts'

/** The operations without those that drop what may be there; throws a TargetError for one that changes it. */
export function aboutMade(operations: readonly BareOperation[]): readonly BareOperation[] {
  const all = new Names(operations.flatMap(madeBy))
  const before = new Names([])
  return operations.filter(operation => {
    const subject = subjectOf(operation)
    if (isDrop(operation)) return subject !== undefined && before.has(subject)
    before.add(madeBy(operation))
    if (subject === undefined || all.has(subject)) return true
    throw new TargetError(
      `The target has ${titleOf(operation)}, and does not make ${formatName(subject)}. Say in it what ${formatName(subject)} is, or take this away.`,
    )
  })
}

/** Names with and without their schema: which one is meant without is known to the database alone. */
class Names {
  readonly #names = new Set<string>()

  constructor(names: readonly QualifiedName[]) {
    this.add(names)
  }

  add(names: readonly QualifiedName[]): void {
    for (const each of names) {
      this.#names.add(formatName(each))
      this.#names.add(`*.${each.name}`)
    }
  }

  has(name: QualifiedName): boolean {
    const { schema } = name
    return (
      this.#names.has(schema === undefined ? `*.${name.name}` : formatName(name)) ||
      this.#names.has(name.name)
    )
  }
}
