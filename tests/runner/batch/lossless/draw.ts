/** Choices that fast-check makes. */
import fc, { type GeneratorValue } from 'fast-check'

export interface Draw {
  /** From 0 to the number. */
  int(max: number): number
  pick<T>(choices: readonly T[]): T
  /** True in so many of 100 cases. */
  chance(percent: number): boolean
  shuffle<T>(items: readonly T[]): readonly T[]
}

export function drawFrom(generate: GeneratorValue): Draw {
  const int = (max: number) => generate(() => fc.nat({ max: Math.max(0, max) }))
  return {
    int,
    pick: choices => {
      const chosen = choices[int(choices.length - 1)]
      if (chosen === undefined) throw new Error('there is nothing to choose from')
      return chosen
    },
    chance: percent => int(99) < percent,
    shuffle: items => {
      const left = [...items]
      return items.flatMap(() => left.splice(int(left.length - 1), 1))
    },
  }
}
