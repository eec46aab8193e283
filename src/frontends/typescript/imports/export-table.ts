/** What a module exports, in the ways of ES modules and of CommonJS. */
import { exportsOf } from '../common-js.ts'
import type { Scope, Value } from '../values.ts'
import type { Imported } from './imported.ts'

/** The exports of a module by name, as they are when somebody asks, and the modules that it passes on as a whole. */
export interface ExportTable {
  readonly own: Map<string, () => Value | undefined>
  readonly stars: (() => Imported)[]
  /** Names that are being looked for, because modules may pass each other on. */
  readonly looking: Set<string>
}

/** A module that exports nothing yet. */
export function emptyExports(): ExportTable {
  return { own: new Map(), stars: [], looking: new Set() }
}

/** The value of an export. */
export function findExport(table: ExportTable, scope: Scope, name: string): Value | undefined {
  const own = exportsOf(scope).get(name) ?? table.own.get(name)?.()
  if (own || name === 'default' || table.looking.has(name)) return own
  table.looking.add(name)
  try {
    for (const star of table.stars) {
      const found = star().find(name)
      if (found) return found
    }
    return undefined
  } finally {
    table.looking.delete(name)
  }
}

/** The names of all exports. */
export function exportNames(table: ExportTable, scope: Scope): readonly string[] {
  if (table.looking.has('*')) return []
  table.looking.add('*')
  try {
    const passedOn = table.stars.flatMap(star =>
      star()
        .names()
        .filter(name => name !== 'default'),
    )
    return [...new Set([...table.own.keys(), ...exportsOf(scope).keys(), ...passedOn])]
  } finally {
    table.looking.delete('*')
  }
}
