/** Places that hold a value and can be set back: how both sides of an unknown condition are read from the same start. */

/** A variable, or the content of an array or object. */
export interface Cell<T> {
  value: T
  /** What is known after a condition whose sides left `left` and `right`. */
  readonly join: (left: T, right: T) => T
}

interface Write {
  readonly cell: Cell<never>
  readonly before: unknown
}

/** Makes a cell. */
export function cellOf<T>(value: T, join: (left: T, right: T) => T): Cell<T> {
  return { value, join }
}

/** Remembers all writes, so that they can be undone and joined. */
export class Journal {
  private writes: Write[] = []

  /** Sets a cell. */
  write<T>(cell: Cell<T>, value: T): void {
    this.writes.push({ cell: cell as unknown as Cell<never>, before: cell.value })
    cell.value = value
  }

  /** A point to come back to. */
  mark(): number {
    return this.writes.length
  }

  /** Undoes all writes since the mark and gives what the cells held. */
  undo(mark: number): Map<Cell<never>, unknown> {
    const after = new Map<Cell<never>, unknown>()
    for (const { cell } of this.writes.slice(mark)) after.set(cell, cell.value)
    while (this.writes.length > mark) {
      const write = this.writes.pop()
      if (write) (write.cell as { value: unknown }).value = write.before
    }
    return after
  }

  /** Sets each cell to what is known when either side may have run. */
  join(left: Map<Cell<never>, unknown>, right: Map<Cell<never>, unknown>): void {
    for (const cell of new Set([...left.keys(), ...right.keys()])) {
      const before: unknown = cell.value
      const one = left.has(cell) ? left.get(cell) : before
      const two = right.has(cell) ? right.get(cell) : before
      if (one === two) this.write<unknown>(cell as unknown as Cell<unknown>, one)
      else {
        const known = cell as unknown as Cell<unknown>
        this.write(known, known.join(one, two))
      }
    }
  }
}
