/** Domains in use: which tables have columns of one, and whether it constrains its values. */
import type { DataType } from '../model/data-type.ts'
import type { QualifiedName } from '../model/names.ts'
import type { ColumnState, DomainState, TableState } from '../schema/schema-state.ts'
import type { EffectContext } from './effect-context.ts'

/** The domain of that name, if the history knows it as one. */
export function domainOf({ schema }: EffectContext, type: DataType): DomainState | undefined {
  if (type.dimensions > 0) return undefined
  const { domains, searchPath } = schema.state
  const schemas = type.schema === undefined ? searchPath : [type.schema]
  return schemas.map(each => domains.get(`${each}.${type.name}`)).find(found => found !== undefined)
}

/** Whether values of the domain are checked, by itself or by a domain below it. */
export function isConstrained(context: EffectContext, domain: DomainState): boolean {
  if (domain.notNull || domain.constraints.length > 0) return true
  const below = domainOf(context, domain.type)
  return below !== undefined && isConstrained(context, below)
}

/** Whether the type is a domain that is NOT NULL, by itself or by one below it. */
export function forbidsNull(context: EffectContext, type: DataType): boolean {
  const domain = domainOf(context, type)
  return domain !== undefined && (Boolean(domain.notNull) || forbidsNull(context, domain.type))
}

/** The type below a domain, or the type itself; domains can stand on domains. */
export function baseType(context: EffectContext, type: DataType): DataType {
  const domain = domainOf(context, type)
  return domain ? baseType(context, domain.type) : type
}

/** Whether a type is made of the named one: the type itself, an array of it, or a domain over it. */
export function usesType(context: EffectContext, type: DataType, name: QualifiedName): boolean {
  if (type.name === name.name && (type.schema ?? name.schema) === (name.schema ?? type.schema)) return true
  const domain = domainOf(context, type)
  return domain !== undefined && usesType(context, domain.type, name)
}

/** Tables with columns of a type. */
export function tablesUsing(
  context: EffectContext,
  name: QualifiedName,
): readonly { readonly table: TableState; readonly column: ColumnState }[] {
  return [...context.schema.state.tables.values()].flatMap(table => {
    const column = table.columns.find(each => each.type && usesType(context, each.type, name))
    return column ? [{ table, column }] : []
  })
}
