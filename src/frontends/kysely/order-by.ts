/** `orderBy`: https://kysely-org.github.io/kysely-apidoc/interfaces/SelectQueryBuilder.html#orderBy */
import { isGiven, listOf, type Given } from '../typescript/given.ts'
import { splitMapped, textOfGiven, trimMapped } from '../typescript/written-sql.ts'
import { builderValue, type Builder } from './builder.ts'
import { setting } from './columns.ts'
import { clause, draftOf, having } from './draft.ts'
import { expressionIn } from './expressions.ts'
import { identifier, referenceNamed } from './names.ts'
import { operand, partOf, tree, type Part } from './parts.ts'
import { isCallback, notKnown, partBuilt, type Said } from './said.ts'

const item: Builder = {
  name: 'orderBy',
  methods: {
    asc: draft => having(draft, 'direction', ['asc']),
    desc: draft => having(draft, 'direction', ['desc']),
    nullsFirst: draft => having(draft, 'nulls', ['first']),
    nullsLast: draft => having(draft, 'nulls', ['last']),
    collate: setting('collation', identifier),
  },
  write: draft => [
    ...clause(draft, 'of'),
    ...clause(draft, 'collation', ' collate '),
    ...clause(draft, 'direction', ' '),
    ...clause(draft, 'nulls', ' nulls '),
  ],
}

/** The items that a call of `orderBy` adds. */
export function orderItemsOf(said: Said): readonly Part[] {
  const [of, modifiers] = said.args
  if (!of) return []
  if (of.value.kind === 'array') return listOf(of).map(each => itemOf(each, undefined, said))
  return [itemOf(of, modifiers, said)]
}

function itemOf(of: Given, modifiers: Given | undefined, said: Said): Part {
  const expression = expressionIn(of, said)
  if (expression === undefined && of.value.kind === 'string') {
    const [name, direction] = splitMapped(textOfGiven(of), ' ').map(trimMapped)
    if (name && direction) return tree(said.span, referenceNamed(name, of.span), ' ', direction)
  }
  const ordered = expression ?? referenceNamed(textOfGiven(of), of.span)
  if (!isGiven(modifiers)) return ordered
  if (modifiers.value.kind === 'string') return tree(said.span, ordered, ' ', textOfGiven(modifiers))
  const part = partOf(modifiers.value)
  if (part !== undefined) return tree(said.span, ordered, ' ', operand(part))
  if (!isCallback(modifiers)) return notKnown(modifiers.value, 'the direction is not known')
  const draft = draftOf({ kit: said.kit, plugins: {} }, said.span, { of: [ordered] })
  return partBuilt(modifiers, builderValue(item, draft, said.call), said)
}
