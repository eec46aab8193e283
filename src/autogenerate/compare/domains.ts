/** The changes of domains. */
import type { BareOperation, OperationOf } from '../../model/operation.ts'
import { formatType } from '../../model/data-type.ts'
import { flag } from '../../model/names.ts'
import type { DomainState } from '../../schema/schema-state.ts'
import { constraintContent } from './contents.ts'
import { sameDefault } from './defaults.ts'
import { bared, constraintDefinition } from './definitions.ts'
import { match } from './match.ts'
import { inOrder } from './order.ts'
import { plain } from './plain.ts'
import { isSchemaLookedAt } from './selected.ts'
import {
  bothCount,
  counts,
  isDatabase,
  isMadeOf,
  isSure,
  nameOf,
  shown,
  targetOf,
  type Side,
  type Sides,
} from './sides.ts'
import { canonical } from './texts.ts'
import { sameType, typeIn } from './types.ts'

/** Collects the changes; a domain that only the database has goes where the target has any domains. */
export function compareDomains(sides: Sides): void {
  const isLookedAt = (side: Side, domain: DomainState) =>
    counts(sides, side, domain, 'domain') &&
    (!isDatabase(sides, side) ||
      (targetOf(sides).domains.size > 0 && isSchemaLookedAt(sides, side, domain.schema)))
  for (const wanted of ordered(sides, sides.wanted.domains.values())) {
    const found = sides.found.domains.get(wanted.key)
    if (!isSure(sides, wanted.key)) continue
    if (!found) {
      if (isLookedAt('wanted', wanted)) createDomain(sides, wanted)
    } else if (bothCount(sides, wanted, found, 'domain')) alterDomain(sides, wanted, found)
  }
  for (const found of ordered(sides, sides.found.domains.values()).toReversed()) {
    const goes = !sides.wanted.domains.has(found.key) && isSure(sides, found.key)
    if (!goes || !isLookedAt('found', found)) continue
    sides.add('dropDomain', {
      summary: `drop domain ${shown(sides, found)}`,
      operations: [{ kind: 'dropType', type: nameOf(sides, found), domain: true }],
    })
  }
}

/** A domain can be one of another. */
function ordered(sides: Sides, domains: Iterable<DomainState>): readonly DomainState[] {
  const all = [...domains].sort((a, b) => (a.key < b.key ? -1 : 1))
  return inOrder(all, ({ type }) => all.filter(({ key }) => isMadeOf(sides, type, key))).order
}

function createDomain(sides: Sides, wanted: DomainState): void {
  const operation = plain<BareOperation>({
    kind: 'createDomain',
    domain: nameOf(sides, wanted),
    type: typeIn(sides, wanted.type),
    notNull: flag(wanted.notNull),
    default: wanted.default && bared(wanted.default),
    constraints: checksOf(wanted).map(each => constraintDefinition(sides, each)),
  })
  sides.add('type', { summary: `create domain ${shown(sides, wanted)}`, operations: [operation] })
}

/** NOT NULL is told by the domain itself. */
function checksOf({ constraints }: DomainState) {
  return constraints.filter(({ definition }) => definition.kind === 'check')
}

type DomainChange = OperationOf<'alterDomain'>['change']

function alterDomain(sides: Sides, wanted: DomainState, found: DomainState): void {
  if (!sameType(sides, wanted.type, found.type)) {
    sides.remark(
      `Domain ${shown(sides, wanted)} is ${formatType(wanted.type)} in the target: no domain changes its type. Make another domain, and change the columns to it.`,
    )
    return
  }
  const changes = plain([...ownChanges(sides, wanted, found), ...checkChanges(sides, wanted, found)])
  const domain = nameOf(sides, wanted)
  for (const change of changes) {
    const operation = { kind: 'alterDomain', domain, change } as const
    sides.add('type', { summary: `change domain ${shown(sides, wanted)}`, operations: [operation] })
  }
}

function ownChanges(sides: Sides, wanted: DomainState, found: DomainState): readonly DomainChange[] {
  const byDefault: readonly DomainChange[] = sameDefault(
    sides,
    wanted.default,
    found.default,
    wanted.type.name,
  )
    ? []
    : wanted.default
      ? [{ action: 'setDefault', default: bared(wanted.default) }]
      : [{ action: 'dropDefault' }]
  const notNull: readonly DomainChange[] =
    wanted.notNull === found.notNull ? [] : [{ action: wanted.notNull ? 'setNotNull' : 'dropNotNull' }]
  return [...byDefault, ...notNull]
}

function checkChanges(sides: Sides, wanted: DomainState, found: DomainState): readonly DomainChange[] {
  const { added, dropped, changed } = match(
    checksOf(wanted),
    checksOf(found),
    ({ name }) => name,
    ({ definition }) =>
      constraintContent(sides, definition, expression => expression && canonical(sides, expression)),
  )
  const goes = [...dropped, ...changed.map(each => each.found)]
  const comes = [...added, ...changed.map(each => each.wanted)]
  return [
    ...goes.map(({ name }): DomainChange => ({ action: 'dropConstraint', name })),
    ...comes.map((each): DomainChange => ({
      action: 'addConstraint',
      constraint: constraintDefinition(sides, each),
    })),
  ]
}
