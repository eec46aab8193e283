/** `eb.fn`: https://kysely-org.github.io/kysely-apidoc/interfaces/FunctionModule.html */
import { isGiven, listOf, type Given } from '../typescript/given.ts'
import type { HostMethod, HostObject } from '../typescript/values.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { builderValue, type Builder, type Method } from './builder.ts'
import { flag } from './columns.ts'
import { clause, draftOf, has, having, more, without, word } from './draft.ts'
import { expressionValue } from './expression-host.ts'
import { allOf, conditionOf, referencesOf, referentialCondition } from './expressions.ts'
import { tableNamed } from './names.ts'
import { orderItemsOf } from './order-by.ts'
import { operand, partOf, separated, tree, unreadable, type Part } from './parts.ts'
import { partBuilt, saidBy, type Kit, type Said } from './said.ts'

/** Functions of SQL. */
export function functionModule(kit: Kit): HostObject {
  const plain =
    (name: string): HostMethod =>
    call => {
      const said = saidBy(call, kit)
      return expressionValue(
        callOf(
          name,
          said.args.flatMap(each => referencesOf(each, said)),
          said,
        ),
        call.span,
        kit,
      )
    }
  const aggregated =
    (name: string, write: (said: Said) => readonly Part[]): HostMethod =>
    call => {
      const said = saidBy(call, kit)
      const draft = draftOf({ kit, plugins: {} }, call.span, { name: [name], arguments: write(said) })
      return builderValue(aggregate, draft, call)
    }
  const ofColumn = (name: string): HostMethod =>
    aggregated(name, said => (said.args[0] ? referencesOf(said.args[0], said) : []))
  return {
    name: 'fn',
    reachesDatabase: false,
    apply: call => {
      const said = saidBy(call, kit)
      const [, list] = said.args
      return expressionValue(
        callOf(nameOf(said), isGiven(list) ? referencesOf(list, said) : [], said),
        call.span,
        kit,
      )
    },
    methods: {
      agg: call => {
        const said = saidBy(call, kit)
        const [, list] = said.args
        const values = isGiven(list) ? referencesOf(list, said) : []
        const draft = draftOf({ kit, plugins: {} }, call.span, { name: [nameOf(said)], arguments: values })
        return builderValue(aggregate, draft, call)
      },
      avg: ofColumn('avg'),
      count: ofColumn('count'),
      max: ofColumn('max'),
      min: ofColumn('min'),
      sum: ofColumn('sum'),
      countAll: aggregated('count', said => allOf(said.args[0])),
      jsonAgg: aggregated('json_agg', said => [wholeRow(said.args[0])]),
      toJson: call => {
        const said = saidBy(call, kit)
        return expressionValue(callOf('to_json', [wholeRow(said.args[0])], said), call.span, kit)
      },
      coalesce: plain('coalesce'),
      any: plain('any'),
    },
  }
}

function nameOf({ args: [name] }: Said): Part {
  return name?.value.kind === 'string' ? textOfGiven(name) : unreadable('the function is not known')
}

function callOf(name: Part, values: readonly Part[], { span }: Said): Part {
  return tree(span, name, '(', separated(span, values), ')')
}

/** A table as a value, which `withSchema` puts in no schema. */
function wholeRow(given: Given | undefined): Part {
  if (!given) return unreadable('the table is missing', 'unknown call')
  const part = partOf(given.value)
  if (part !== undefined) return operand(part)
  return tableNamed(textOfGiven(given), given.span, 'whole')
}

const condition: Method = (draft, said) => more(draft, 'filter', conditionOf(said.args, said))

/** https://kysely-org.github.io/kysely-apidoc/classes/AggregateFunctionBuilder.html */
const aggregate: Builder = {
  name: 'fn.agg',
  methods: {
    distinct: flag('distinct'),
    filterWhere: condition,
    filterWhereRef: (draft, said) => more(draft, 'filter', referentialCondition(said.args, said)),
    orderBy: (draft, said) => more(draft, 'orderBy', ...orderItemsOf(said)),
    clearOrderBy: draft => without(draft, 'orderBy'),
    withinGroupOrderBy: (draft, said) => more(draft, 'withinGroup', ...orderItemsOf(said)),
    over: (draft, said) => {
      const [callback] = said.args
      const window = builderValue(overBuilder, draftOf(draft.db, said.span), said.call)
      return having(draft, 'over', [partBuilt(isGiven(callback) ? callback : undefined, window, said)])
    },
  },
  write: draft => [
    ...clause(draft, 'name'),
    '(',
    ...word(draft, 'distinct', 'distinct '),
    ...clause(draft, 'arguments'),
    ...clause(draft, 'orderBy', ' order by '),
    ')',
    ...clause(draft, 'withinGroup', ' within group (order by ', ', ', ')'),
    ...clause(draft, 'filter', ' filter(where ', ' and ', ')'),
    ...clause(draft, 'over', ' '),
  ],
}

const overBuilder: Builder = {
  name: 'over',
  methods: {
    orderBy: (draft, said) => more(draft, 'orderBy', ...orderItemsOf(said)),
    clearOrderBy: draft => without(draft, 'orderBy'),
    partitionBy: (draft, said) =>
      more(draft, 'partitionBy', ...said.args.flatMap(listOf).flatMap(each => referencesOf(each, said))),
  },
  write: draft => [
    'over(',
    ...clause(draft, 'partitionBy', 'partition by '),
    ...(has(draft, 'partitionBy') && has(draft, 'orderBy') ? [' '] : []),
    ...clause(draft, 'orderBy', 'order by '),
    ')',
  ],
}
