/** Two revisions that nothing follows: the runner does not know which comes last, or in which order to run them. */
import { defineRule, headsOf, steps } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'multiple-heads',
  hazard: 'fails-to-run',
  severity: 'error',
  since: '0.1.0',
  what: 'The history has {count} heads: {heads}.',
  why: 'Two branches were merged whose migrations each follow the same one. The runner refuses to upgrade to "the" head, or runs them in an order that nobody tested: where one renames what the other uses, that order decides whether the deployment fails.',
  remedy: steps(
    'Where {last} has not run anywhere yet, make it follow the other one: downRevision = {other} in {last}.',
    'Otherwise add an empty revision that follows all of them: downRevision = [{heads}].',
  ),
  references: ['https://alembic.sqlalchemy.org/en/latest/branches.html'],
  proof: { dependsOnOrder: true },
  check: {
    history({ history, report }) {
      const heads = headsOf(history.entries)
      if (heads.length < 2) return
      // It is told once, at a head that the change brings, otherwise at the last one.
      const at =
        heads.findLast(({ isWanted, change }) => isWanted && change === 'new') ??
        heads.findLast(({ isWanted }) => isWanted)
      const other = heads.find(head => head !== at)
      if (!at || !other) return
      const others = heads.filter(head => head !== at)
      report(
        at,
        {
          count: heads.length,
          heads: heads.map(({ name }) => name).join(', '),
          last: at.name,
          other: other.name,
        },
        { related: others.map(head => ({ message: `${head.name} is another head`, at: head })) },
      )
    },
  },
})
