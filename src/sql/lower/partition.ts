/** Partition keys and bounds out of the tree. */
import type { CreateTable } from '../../model/table-operations.ts'
import { pickAll, type PartitionBoundSpec, type PartitionSpec, type Node } from './nodes.ts'
import { print } from './print.ts'

const STRATEGIES = {
  PARTITION_STRATEGY_LIST: 'list',
  PARTITION_STRATEGY_RANGE: 'range',
  PARTITION_STRATEGY_HASH: 'hash',
} as const

/** `PARTITION BY RANGE (created_at)`; keys that are expressions are given as their text. */
export function lowerPartitionBy(spec: PartitionSpec): CreateTable['partitionBy'] {
  return {
    strategy: STRATEGIES[spec.strategy ?? 'PARTITION_STRATEGY_RANGE'],
    columns: pickAll(spec.partParams, 'PartitionElem').map(
      element => element.name ?? (element.expr ? print(element.expr) : ''),
    ),
  }
}

/** `FOR VALUES FROM (1) TO (10)`, `DEFAULT`. */
export function printBound(bound: PartitionBoundSpec | undefined): string {
  if (!bound || bound.is_default) return 'DEFAULT'
  if (bound.strategy === 'h') {
    return `FOR VALUES WITH (MODULUS ${bound.modulus ?? 0}, REMAINDER ${bound.remainder ?? 0})`
  }
  if (bound.strategy === 'l') return `FOR VALUES IN (${values(bound.listdatums)})`
  return `FOR VALUES FROM (${values(bound.lowerdatums)}) TO (${values(bound.upperdatums)})`
}

/** MINVALUE and MAXVALUE come as columns of that name. */
function values(nodes: readonly Node[] | undefined): string {
  return (nodes ?? [])
    .map(node => {
      const printed = print(node)
      return /^(?:min|max)value$/u.test(printed) ? printed.toUpperCase() : printed
    })
    .join(', ')
}
