/** The calls of `op` on constraints. */
import { argument, listOf, nameOf, namesOf, property, textOf } from '../typescript/arguments.ts'
import { compact } from '../typescript/compact.ts'
import type { HostMethod } from '../typescript/values.ts'
import { readCondition } from './columns.ts'
import {
  checkConstraint,
  deferral,
  foreignKey,
  foreignKeyObject,
  indexPart,
  keyConstraint,
  tableOf,
} from './constraints.ts'
import { isOn, on, one, option } from './readers.ts'

function addKey(kind: 'primaryKey' | 'unique'): HostMethod {
  return on(1, 3, (table, call) => {
    const columns = namesOf(call.args[2])
    const constraint = columns && keyConstraint(kind, nameOf(call.args[0]), columns, argument(call.args, 3))
    return constraint && { kind: 'addConstraint', table, constraint }
  })
}

/** Calls on constraints. */
export const CONSTRAINTS = {
  createForeignKey: one(call => {
    const name = nameOf(call.args[0])
    // In a batch the table stands before the object.
    const described = call.args.slice(1, 3).find(each => each.kind === 'object')
    if (described) {
      const table = tableOf(
        described === call.args[1] ? property(described, 'table') : call.args[1],
        described,
      )
      const constraint = foreignKeyObject(name, described)
      return table && constraint && { kind: 'addConstraint', table, constraint }
    }
    const options = argument(call.args, 5)
    const table = tableOf(
      call.args[1],
      options,
      property(options, 'sourceSchema') ? 'sourceSchema' : 'schema',
    )
    const target = tableOf(call.args[2], options, 'referentSchema')
    const columns = namesOf(call.args[3])
    const targets = argument(call.args, 4) ? namesOf(call.args[4]) : []
    if (!table || !target || !columns || !targets) return undefined
    const constraint = foreignKey(name, { columns, table: target, target: targets }, options)
    return { kind: 'addConstraint', table, constraint }
  }),
  createUniqueConstraint: addKey('unique'),
  createPrimaryKey: addKey('primaryKey'),
  createCheckConstraint: on(1, 3, (table, call) => {
    const constraint = checkConstraint(nameOf(call.args[0]), call.args[2], argument(call.args, 3), call.span)
    return constraint && { kind: 'addConstraint', table, constraint }
  }),
  createExcludeConstraint: on(1, 3, (table, call) => {
    const elements = listOf(call.args[2])?.map(pair => {
      const [key, operator] = listOf(pair) ?? []
      const part = key && indexPart(key, call.span)
      const text = textOf(operator)
      return part && text !== undefined ? { part, operator: text } : undefined
    })
    if (!elements?.every(element => element !== undefined)) return undefined
    const using = textOf(option(call, 3, 'using'))
    const where = readCondition(option(call, 3, 'where'), call.span)
    const constraint = compact({
      kind: 'exclude' as const,
      name: nameOf(call.args[0]),
      using,
      elements,
      where,
      ...deferral(argument(call.args, 3)),
    })
    return { kind: 'addConstraint', table, constraint }
  }),
  dropConstraint: on(1, 2, (table, call) => {
    const name = nameOf(call.args[0])
    if (name === undefined) return undefined
    return {
      kind: 'dropConstraint',
      table,
      name,
      ifExists: isOn(call, 2, 'ifExists'),
      cascade: isOn(call, 2, 'cascade'),
    }
  }),
  validateConstraint: on(1, 2, (table, call) => {
    const name = nameOf(call.args[0])
    return name === undefined ? undefined : { kind: 'validateConstraint', table, name }
  }),
  renameConstraint: on(1, 3, (table, call) => {
    const name = nameOf(call.args[0])
    const to = nameOf(call.args[2])
    return name === undefined || to === undefined ? undefined : { kind: 'renameConstraint', table, name, to }
  }),
} as const satisfies Readonly<Record<string, HostMethod>>
