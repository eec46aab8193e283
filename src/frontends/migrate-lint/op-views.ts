/** The calls of `op` on views. */
import { namesOf } from '../typescript/arguments.ts'
import { readQuery } from '../typescript/sql-fragments.ts'
import { mappedOf } from '../typescript/value-tools.ts'
import type { HostMethod } from '../typescript/values.ts'
import { sqlOf } from './columns.ts'
import { isOn, on, option } from './readers.ts'

/** Calls on views. */
export const VIEWS = {
  createView: on(0, 2, (view, call) => {
    const query = sqlOf(call.args[1])
    const columns = option(call, 2, 'columns')
    const names = columns ? namesOf(columns) : []
    if (!query || !names) return undefined
    return {
      kind: 'createView',
      view,
      materialized: isOn(call, 2, 'materialized'),
      orReplace: isOn(call, 2, 'orReplace'),
      ifNotExists: isOn(call, 2, 'ifNotExists'),
      temporary: isOn(call, 2, 'temporary'),
      noData: isOn(call, 2, 'noData'),
      columns: names,
      ...readQuery(mappedOf(query), call.span),
    }
  }),
  dropView: on(0, 1, (view, call) => ({
    kind: 'dropView',
    view,
    materialized: isOn(call, 1, 'materialized'),
    ifExists: isOn(call, 1, 'ifExists'),
    cascade: isOn(call, 1, 'cascade'),
  })),
  refreshView: on(0, 1, (view, call) => ({
    kind: 'refreshView',
    view,
    concurrently: isOn(call, 1, 'concurrently'),
    noData: isOn(call, 1, 'noData'),
  })),
} as const satisfies Readonly<Record<string, HostMethod>>
