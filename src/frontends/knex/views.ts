/** Views: https://knexjs.org/guide/schema-builder.html#createview */
import type { MappedText } from '../../source/mapped-text.ts'
import { hostValue, UNDEFINED } from '../typescript/value-tools.ts'
import type { HostCall, HostObject, Value } from '../typescript/values.ts'
import { rawOf, stepOf, type Step } from './drafts.ts'
import { tableNameOf } from './table-steps.ts'
import { columnize, wrap } from './text.ts'
import type { Given } from '../typescript/given.ts'
import { textOfGiven, write } from '../typescript/written-sql.ts'

export type ViewMode = 'create' | 'createOrReplace' | 'createMaterialized' | 'alter'

interface ViewDraft {
  columns?: Given | undefined
  query?: MappedText | undefined
  check: string
  readonly changes: { readonly column: Given; readonly step: Step }[]
}

const VERBS: Readonly<Record<ViewMode, string>> = {
  create: 'create view ',
  createOrReplace: 'create or replace view ',
  createMaterialized: 'create materialized view ',
  alter: 'alter view ',
}

/** The statements of `createView(name, view => …)` and its like. */
export function compileView(
  mode: ViewMode,
  { args: [name, callback], span }: Step,
  { schema }: { readonly schema?: Given | undefined },
  call: HostCall,
): readonly MappedText[] {
  if (!name) return []
  const draft: ViewDraft = { check: '', changes: [] }
  call.invoke(callback?.value, [hostValue(viewBuilder(draft))])
  const view = tableNameOf({ schema, name, span })
  if (mode === 'alter') {
    return draft.changes.flatMap(
      ({
        column,
        step: {
          method,
          args: [value],
          span: at,
        },
      }) => {
        if (!value) return []
        const change =
          method === 'rename'
            ? ['rename ', wrap(column), ' to ', wrap(value)]
            : ['alter ', wrap(column), ' set default ', textOfGiven(value)]
        return [write(at, VERBS.alter, view, ' ', ...change)]
      },
    )
  }
  if (!draft.query) {
    call.opaque({ reason: 'run-time value', message: 'The query of the view is known only at run time.' })
    return []
  }
  const columns = draft.columns ? [' (', columnize(draft.columns), ')'] : []
  return [write(span, VERBS[mode], view, ...columns, ' as ', draft.query, draft.check)]
}

const CHECK_OPTIONS: Readonly<Record<string, string>> = {
  checkOption: ' with check option',
  localCheckOption: ' with local check option',
  cascadedCheckOption: ' with cascaded check option',
}

function viewBuilder(draft: ViewDraft): HostObject {
  return {
    name: 'view',
    reachesDatabase: true,
    otherCall(method, call): Value | undefined {
      const step = stepOf(method, call)
      const [given] = step.args
      if (method === 'columns') draft.columns = given
      else if (method === 'as') draft.query = given && rawOf(given.value)
      else if (method === 'column' && given) return hostValue(columnChanges(draft, given))
      else if (Object.hasOwn(CHECK_OPTIONS, method)) draft.check = CHECK_OPTIONS[method] ?? ''
      else if (method !== 'queryContext') return undefined
      return UNDEFINED
    },
  }
}

function columnChanges(draft: ViewDraft, column: Given): HostObject {
  return {
    name: 'view column',
    reachesDatabase: true,
    otherCall(method, call) {
      if (method !== 'rename' && method !== 'defaultTo') return undefined
      draft.changes.push({ column, step: stepOf(method, call) })
      return call.self
    },
  }
}
