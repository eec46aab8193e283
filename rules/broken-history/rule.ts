/** A history that contradicts itself has no order: the runner refuses it, or leaves a migration out. */
import { circleOf, defineRule, duplicatesIn, parentsOf, steps } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'broken-history',
  hazard: 'fails-to-run',
  severity: 'error',
  since: '0.1.0',
  what: '{name} follows {parent}, and there is no such migration.',
  why: 'The runner cannot tell where {name} belongs and refuses the whole history, so that no migration runs at all.',
  remedy:
    'Bring back the file of {parent}, or let {name} follow the migration that took its place; databases that have applied {parent} need it too.',
  variants: {
    circle: {
      what: '{name} follows itself, by way of {others}.',
      why: 'Each of them waits for another one to run first: the runner refuses the history, and no migration runs at all.',
      remedy: 'Correct the one that names a later migration as its parent.',
    },
    duplicate: {
      what: 'There are two migrations {version}.',
      why: 'The runner knows a migration by this name: it refuses the history, or takes the second for applied once the first has run, and never runs it.',
      remedy: 'Give the one that has not run anywhere yet a name of its own, behind all others.',
    },
    missing: {
      what: '{list} names the migration {name}, and there is no such file.',
      why: 'The migrator reads the files in the order of this list and stops at one that is not there: nothing behind it runs.',
      remedy: 'Bring back the file, or take {name} out of {list} if no database has applied it.',
    },
    unlisted: {
      what: '{name} does not stand in {list}.',
      why: 'The migrator looks at no other files than those of its list: this one never runs, and nobody is told.',
      remedy:
        'Generate the migration again with the framework, which writes the list as well, or delete the file.',
    },
    provider: {
      what: '{list} says {name}, but the schema of the project is for {wanted}.',
      why: 'Prisma writes SQL of one database only. When this file names another one than schema.prisma, it refuses to deploy with error P3019, so that no migration runs at all.',
      remedy: steps(
        'If the migrations are written for {wanted}, write provider = "{wanted}" into {list}.',
        'If they are written for {name}, begin a new history: move the folder away and run prisma migrate dev.',
      ),
    },
  },
  references: [
    'https://alembic.sqlalchemy.org/en/latest/branches.html',
    'https://orm.drizzle.team/docs/migrations',
    'https://www.prisma.io/docs/orm/reference/error-reference#p3019',
  ],
  proof: { dependsOnOrder: true },
  check: {
    history({ history, report }) {
      const { entries, defects } = history
      const graph = entries.filter(({ revision }) => revision)
      const names = new Set(graph.length > 0 ? entries.map(({ name }) => name) : [])
      for (const entry of graph) {
        const parent = parentsOf(entry).find(each => !names.has(each))
        if (parent !== undefined) report(entry, { name: entry.name, parent })
      }
      const circle = circleOf(graph)
      const at = circle.findLast(({ isWanted }) => isWanted)
      if (at) {
        const others = circle.filter(each => each !== at)
        const related = others.map(each => ({ message: 'in the same circle', at: each }))
        const values = { name: at.name, others: others.map(({ name }) => name).join(', ') || 'itself' }
        report(at, values, { variant: 'circle', related })
      }
      for (const { entry, first, version } of duplicatesIn(entries)) {
        const related = [{ message: 'the other one', at: first }]
        report(entry, { version }, { variant: 'duplicate', related })
      }
      for (const defect of defects)
        report(
          defect,
          { name: defect.name, list: defect.list, wanted: defect.wanted },
          { variant: defect.kind },
        )
    },
  },
})
