/** A promise is neither an answer nor a loop that waits: what is behind it runs too late, or whether it should or not. */
import { defineRule, steps } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'async-callback-ignored',
  hazard: 'runs-out-of-order',
  severity: 'error',
  since: '0.1.0',
  what: '{method} does not wait for the promises that its callback gives.',
  why: 'All of them start at once and the migration goes on: their statements mix with those that follow, run outside the transaction or after the runner has closed the connection, and their errors reach nobody.',
  remedy: 'Write a loop that waits: for (const each of list) { await … }.',
  variants: {
    map: {
      remedy: steps(
        'Where the order matters, as on one connection it does, write a loop that waits: for (const each of list) { await … }.',
        'Otherwise collect the promises: await Promise.all(list.{method}(…)).',
      ),
    },
    queued: {
      why: 'This interface keeps its operations in the order in which they are called, and with an await inside the callback that is not the order of the list.',
      severity: 'warning',
    },
    predicate: {
      what: 'The callback of {method} answers with a promise.',
      why: 'A promise always counts as true, so {method} never gets the answer: it decides as if each were yes, and the migration does what it should not do, or leaves out what it should.',
      remedy:
        'Ask in a loop that waits: for (const each of list) { if (await …) … }; or collect the answers first with await Promise.all(…).',
    },
    called: {
      what: '{source} is called here where a function is to be passed.',
      why: 'It starts at once, before what it should follow, and what it gives is not called: a promise here is ignored, and a query builder never runs.',
      remedy: 'Pass a function: () => {source}; or await the steps one after the other.',
    },
    condition: {
      what: 'The condition {source} is a promise, which always counts as true.',
      why: 'The database is not asked, or its answer comes too late: the migration takes the same branch whatever is there, so it fails or changes what it should leave alone.',
      remedy: 'Write await before it.',
    },
  },
  references: [
    'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Array/forEach',
    'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Operators/await',
  ],
  proof: { runsOutOfOrder: true },
  judgesDown: true,
  check: {
    remarks: {
      asyncCallback(remark, { report }) {
        const { method, queued } = remark
        const variant = queued ? 'queued' : method === 'forEach' ? undefined : 'map'
        report(remark, { method }, { variant })
      },
      asyncPredicate(remark, { report }) {
        report(remark, { method: remark.method }, { variant: 'predicate' })
      },
      calledCallback(remark, { report }) {
        report(remark, { source: remark.source }, { variant: 'called' })
      },
      promiseCondition(remark, { report }) {
        report(remark, { source: remark.source }, { variant: 'condition' })
      },
    },
  },
})
