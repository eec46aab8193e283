/** REFRESH MATERIALIZED VIEW holds AccessExclusiveLock on the view while its query runs; CONCURRENTLY lets readers in. */
import { concurrently, defineRule, formatName, steps } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'refresh-view-blocks-readers',
  hazard: 'blocks-reads',
  severity: 'warning',
  since: '0.1.0',
  what: 'Materialized view {view} is refreshed without CONCURRENTLY.',
  why: 'AccessExclusiveLock on {view} is held while the query of the view runs and until the transaction ends: every SELECT on {view} waits.',
  remedy: steps(
    'REFRESH MATERIALIZED VIEW CONCURRENTLY {view}; which lets readers in. It needs a unique index on columns of {view}, without WHERE, and may run inside a transaction.',
  ),
  variants: {
    noIndex: {
      remedy: steps(
        'Outside a transaction: CREATE UNIQUE INDEX CONCURRENTLY {name}_key ON {view} (…); on columns that tell the rows apart, without WHERE. {view} has no such index yet.',
        'REFRESH MATERIALIZED VIEW CONCURRENTLY {view}; which lets readers in.',
        'If no columns tell the rows apart, it cannot be refreshed concurrently: create a second view beside it, and exchange the names.',
      ),
    },
    noData: {
      what: 'Materialized view {view} is emptied.',
      why: 'WITH NO DATA makes {view} unreadable: every SELECT on {view} first waits for AccessExclusiveLock and then fails with SQLSTATE 55000 until the view is refreshed.',
      remedy: steps(
        'If nobody reads {view} any more, drop it. Otherwise leave WITH NO DATA away: REFRESH MATERIALIZED VIEW CONCURRENTLY {view}; lets readers in.',
      ),
    },
  },
  references: ['https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html'],
  proof: { takesLock: 'AccessExclusiveLock' },
  check: {
    refreshView(operation, context) {
      const { schema, effects, report } = context
      const { view, noData } = operation
      if (operation.concurrently || effects.blocks('read', view).length === 0) return
      const known = schema.view(view)
      // Nobody can read a view that was never filled (SQLSTATE 55000), nor refresh it concurrently.
      if (known && !known.populated) return
      const hasKey = known?.indexes.some(
        ({ unique, valid, where, parts }) =>
          unique && valid && !where && parts.every(({ column }) => column !== undefined),
      )
      const variant = noData ? 'noData' : hasKey === false ? 'noIndex' : undefined
      const rewrite = hasKey && !noData ? concurrently(operation, context) : undefined
      report(operation, { view: formatName(view), name: view.name }, { variant, rewrite })
    },
  },
})
