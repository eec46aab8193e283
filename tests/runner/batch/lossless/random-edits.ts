/** Random edits of a random shop: operations, and what the shop is behind them by its templates alone. */
import type { BareOperation } from '../../../../src/model/operation.ts'
import type { BatchOptions, Position } from '../../../../src/runner/batch/batch-options.ts'
import { column, constraint, on, sql, value } from '../operations.ts'
import type { Draw } from './draw.ts'
import type { RandomColumn, RandomPart, RandomShop } from './random-shop.ts'

export type Rows = readonly Readonly<Record<string, unknown>>[]

/** What was done so far. */
export interface Edited {
  readonly shop: RandomShop
  readonly operations: readonly BareOperation[]
  readonly positions: Readonly<Record<string, Position>>
  /** Keys of columns whose values are stored in another way. */
  readonly converted: readonly string[]
  /** Batch mode has to refuse the whole. */
  readonly refused: boolean
}

type Edit = (draw: Draw, edited: Edited, rows: Rows) => Edited

const customers = on('customers')

/** One to four edits and an order of columns. */
export function randomEdits(
  draw: Draw,
  shop: RandomShop,
  rows: Rows,
): Edited & { readonly options: BatchOptions } {
  const start: Edited = { shop, operations: [], positions: {}, converted: [], refused: false }
  const edits = Array.from({ length: 1 + draw.int(3) }, () => draw.pick(EDITS))
  const edited = edits.reduce((next, edit) => (next.refused ? next : edit(draw, next, rows)), start)
  const recreate = draw.chance(40) ? 'always' : 'auto'
  const { positions } = edited
  if (edited.operations.length === 0 || !draw.chance(15))
    return { ...edited, options: { recreate, positions } }
  const first = draw.shuffle(edited.shop.columns).slice(0, 2)
  const columns = [...first, ...edited.shop.columns.filter(each => !first.includes(each))]
  const columnOrder = first.map(({ name }) => name)
  return { ...edited, shop: { ...edited.shop, columns }, options: { recreate, positions, columnOrder } }
}

const EDITS: readonly Edit[] = [
  addColumn,
  addColumn,
  dropColumn,
  dropColumn,
  renameColumn,
  changeType,
  changeNull,
  changeDefault,
  addConstraint,
  dropConstraint,
  renameConstraint,
  createIndex,
  dropIndex,
]

function done(edited: Edited, operation: BareOperation, change: Partial<RandomShop>): Edited {
  return { ...edited, operations: [...edited.operations, operation], shop: { ...edited.shop, ...change } }
}

function changed(
  edited: Edited,
  key: string,
  change: (old: RandomColumn) => RandomColumn,
): readonly RandomColumn[] {
  return edited.shop.columns.map(each => (each.key === key ? change(each) : each))
}

function addColumn(draw: Draw, edited: Edited): Edited {
  const { columns, options } = edited.shop
  const key = `n${edited.operations.length}`
  const varchar = options.includes('STRICT') ? 'TEXT' : 'VARCHAR(20)'
  const made = draw.pick([
    { type: 'INTEGER', clauses: [], definition: column(key, 'integer') },
    {
      type: varchar,
      clauses: [`DEFAULT 'new'`],
      definition: column(key, 'varchar', { default: value('new') }, [20]),
    },
    {
      type: 'TEXT',
      clauses: [`DEFAULT ''`, 'NOT NULL'],
      definition: column(key, 'text', { default: value(''), notNull: true }),
    },
    {
      type: 'INTEGER',
      clauses: ['DEFAULT (1 + 1)'],
      definition: column(key, 'integer', { default: sql('1 + 1') }),
    },
    {
      type: 'INTEGER',
      clauses: ['GENERATED ALWAYS AS (1 + 1) STORED'],
      definition: column(key, 'integer', { generated: { expression: sql('1 + 1'), stored: true } }),
    },
    {
      type: 'INTEGER',
      clauses: ['REFERENCES cities (id)'],
      definition: column(key, 'integer', { constraints: [constraint.foreignKey([key], 'cities')] }),
    },
  ])
  const holds = made.clauses.some(each => each.includes('GENERATED')) ? 'generated' : 'number'
  const added: RandomColumn = { key, name: key, type: made.type, clauses: made.clauses, holds }
  const operation = customers.add(made.definition)
  if (!draw.chance(25)) return done(edited, operation, { columns: [...columns, added] })
  const neighbour = draw.int(columns.length - 1)
  const name = columns[neighbour]?.name ?? ''
  const before = draw.chance(50)
  const next = done(edited, operation, {
    columns: columns.toSpliced(before ? neighbour : neighbour + 1, 0, added),
  })
  // A column that is renamed behind stands in the options by the name that it then has no more.
  return { ...next, positions: { ...edited.positions, [key]: before ? { before: name } : { after: name } } }
}

function dropColumn(draw: Draw, edited: Edited): Edited {
  const { shop } = edited
  const { key, name, holds } = draw.pick(shop.columns)
  if (holds === 'id' || shop.columns.length < 3) return edited
  const uses = (part: RandomPart) => part.uses.includes(key)
  const isComputedFrom = shop.columns.some(
    each => each.holds === 'generated' && each.clauses[0]?.includes(`{${key}}`),
  )
  const isNeighbour = Object.values(edited.positions).some(place => Object.values(place).includes(name))
  if (isNeighbour) return edited
  const cascade = [...shop.constraints, ...shop.indexes].some(uses) ? draw.chance(70) : false
  const left = [...shop.constraints, ...shop.indexes].some(uses) && !cascade
  const refused = edited.refused || left || isComputedFrom || [...shop.views, ...shop.triggers].some(uses)
  const keep = (part: RandomPart) => !uses(part)
  const next = done(edited, customers.drop(name, cascade ? true : undefined), {
    columns: shop.columns.filter(each => each.key !== key),
    constraints: shop.constraints.filter(keep),
    indexes: shop.indexes.filter(keep),
  })
  return { ...next, refused }
}

function renameColumn(draw: Draw, edited: Edited): Edited {
  const { key, name } = draw.pick(edited.shop.columns)
  // SQLite loses the key of such a table in its UNIQUE constraints: `no such column: id`.
  if (key === 'id' && edited.shop.options.includes('ROWID')) return edited
  const isNew = edited.operations.some(each => each.kind === 'addColumn' && each.column.name === name)
  const isNeighbour = Object.values(edited.positions).some(place => Object.values(place).includes(name))
  if (isNew || isNeighbour) return edited
  const to = draw.pick(['group', 'renamed', 'New Name'])
  if (edited.shop.columns.some(each => each.name === to)) return edited
  return done(edited, customers.rename(name, to), {
    columns: changed(edited, key, old => ({ ...old, name: to })),
  })
}

function changeType(draw: Draw, edited: Edited): Edited {
  const { key, name, holds } = draw.pick(edited.shop.columns)
  if (holds !== 'number' && holds !== 'text') return edited
  const next = done(edited, customers.changeType(name, 'text'), {
    columns: changed(edited, key, old => ({ ...old, type: 'TEXT' })),
  })
  return { ...next, converted: [...edited.converted, key] }
}

function changeNull(draw: Draw, edited: Edited, rows: Rows): Edited {
  const { key, name, clauses, holds } = draw.pick(edited.shop.columns)
  if (holds === 'id' || holds === 'generated' || key.startsWith('n')) return edited
  if (clauses.some(each => each.includes('NOT NULL'))) {
    const columns = changed(edited, key, old => ({
      ...old,
      clauses: old.clauses.filter(each => !each.includes('NOT NULL')),
    }))
    return done(edited, customers.dropNotNull(name), { columns })
  }
  const columns = changed(edited, key, old => ({ ...old, clauses: [...old.clauses, 'NOT NULL'] }))
  const next = done(edited, customers.setNotNull(name), { columns })
  return { ...next, refused: edited.refused || rows.some(row => row[key] === null) }
}

function changeDefault(draw: Draw, edited: Edited): Edited {
  const { key, name, clauses, holds } = draw.pick(edited.shop.columns)
  if (holds === 'id' || holds === 'generated' || key.startsWith('n')) return edited
  const isDefault = (clause: string) => clause.startsWith('DEFAULT')
  if (clauses.some(isDefault) && draw.chance(50)) {
    const columns = changed(edited, key, old => ({
      ...old,
      clauses: old.clauses.filter(each => !isDefault(each)),
    }))
    return done(edited, customers.dropDefault(name), { columns })
  }
  const next = clauses.some(isDefault)
    ? clauses.map(each => (isDefault(each) ? 'DEFAULT 7' : each))
    : [...clauses, 'DEFAULT 7']
  return done(edited, customers.setDefault(name, 7), {
    columns: changed(edited, key, old => ({ ...old, clauses: next })),
  })
}

function addConstraint(draw: Draw, edited: Edited): Edited {
  const name = `added_${edited.operations.length}`
  const city = edited.shop.columns.find(({ holds }) => holds === 'city')
  const { name: idName } = edited.shop.columns.find(({ holds }) => holds === 'id') ?? { name: 'id' }
  const made = draw.pick([
    {
      operation: constraint.unique([idName], name),
      template: `CONSTRAINT ${name} UNIQUE ({id})`,
      uses: ['id'],
    },
    {
      operation: constraint.check(`"${idName}" > 0`, name),
      template: `CONSTRAINT ${name} CHECK ("${idName}" > 0)`,
      uses: ['id'],
    },
    city
      ? {
          operation: constraint.foreignKey([city.name], 'cities', { name, onDelete: 'restrict' }),
          template: `CONSTRAINT ${name} FOREIGN KEY ({${city.key}}) REFERENCES cities (id) ON DELETE RESTRICT`,
          uses: [city.key],
        }
      : { operation: constraint.check('1 = 1'), template: 'CHECK (1 = 1)', uses: [] },
  ])
  const part = {
    name: made.operation.name,
    template: made.template.replace(`"${idName}"`, '{id}'),
    uses: made.uses,
  }
  return done(edited, customers.constrain(made.operation), {
    constraints: [...edited.shop.constraints, part],
  })
}

function namedConstraints({ constraints }: RandomShop): readonly (RandomPart & { readonly name: string })[] {
  return constraints.flatMap(part =>
    part.name === undefined || part.name.startsWith('pk') ? [] : [{ ...part, name: part.name }],
  )
}

function dropConstraint(draw: Draw, edited: Edited): Edited {
  const { shop } = edited
  const inColumns = shop.columns.flatMap(({ key, clauses }) =>
    clauses.flatMap(clause => {
      const name = /^CONSTRAINT (ck_\w+|fk_\w+|nn_\w+)/u.exec(clause)?.[1]
      return name === undefined ? [] : [{ name, key, clause }]
    }),
  )
  const named = namedConstraints(shop)
  if (inColumns.length + named.length === 0) return edited
  const chosen = draw.pick([...inColumns, ...named])
  const operation = customers.dropConstraint(chosen.name)
  if (!('clause' in chosen)) {
    return done(edited, operation, {
      constraints: shop.constraints.filter(({ name }) => name !== chosen.name),
    })
  }
  const without = (old: RandomColumn) => ({
    ...old,
    clauses: old.clauses.filter(each => each !== chosen.clause),
  })
  return done(edited, operation, { columns: changed(edited, chosen.key, without) })
}

function renameConstraint(draw: Draw, edited: Edited): Edited {
  const named = namedConstraints(edited.shop)
  if (named.length === 0) return edited
  const { name } = draw.pick(named)
  const to = `${name}_too`
  const constraints = edited.shop.constraints.map(each =>
    each.name === name ? { ...each, name: to, template: each.template.replace(name, to) } : each,
  )
  return done(edited, customers.renameConstraint(name, to), { constraints })
}

function createIndex(draw: Draw, edited: Edited): Edited {
  const { key, name: of } = draw.pick(edited.shop.columns)
  const name = `ix_new_${edited.operations.length}`
  const part = { name, template: `CREATE INDEX ${name} ON customers ({${key}})`, uses: [key] }
  return done(edited, customers.index(name, [of]), { indexes: [...edited.shop.indexes, part] })
}

function dropIndex(draw: Draw, edited: Edited): Edited {
  if (edited.shop.indexes.length === 0) return edited
  const { name } = draw.pick(edited.shop.indexes)
  return done(edited, customers.dropIndex(name ?? ''), {
    indexes: edited.shop.indexes.filter(each => each.name !== name),
  })
}
