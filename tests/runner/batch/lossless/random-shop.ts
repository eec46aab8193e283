/** Random schemas around a table `customers`, written by templates so that what each becomes can be foretold. */
import type { Draw } from './draw.ts'

/** A column that keeps its key while its name changes. */
export interface RandomColumn {
  readonly key: string
  readonly name: string
  readonly type: string
  /** Templates: `CHECK ({c1} > 0)`. */
  readonly clauses: readonly string[]
  /** Values in the rows: numbers, texts, or ids of other tables. */
  readonly holds: 'number' | 'text' | 'city' | 'parent' | 'generated' | 'id'
}

/** A constraint, index, view or trigger; `uses` has the keys of the columns in its template. */
export interface RandomPart {
  readonly name: string | undefined
  readonly template: string
  readonly uses: readonly string[]
}

export interface RandomShop {
  readonly columns: readonly RandomColumn[]
  readonly constraints: readonly RandomPart[]
  /** `STRICT`, `WITHOUT ROWID`, both or none. */
  readonly options: string
  readonly indexes: readonly RandomPart[]
  readonly views: readonly RandomPart[]
  readonly triggers: readonly RandomPart[]
  readonly rows: number
  readonly comments: boolean
  readonly lines: boolean
}

const ODD_NAMES = ['order', 'a b', 'CamelCase', 'größe', 'check']

export function randomShop(draw: Draw): RandomShop {
  const options = draw.pick(['', '', '', ' STRICT', ' WITHOUT ROWID', ' STRICT, WITHOUT ROWID'])
  const strict = options.includes('STRICT')
  const names = draw.shuffle(ODD_NAMES)
  const plain = Array.from({ length: 2 + draw.int(3) }, (_, index) =>
    randomColumn(draw, `c${index}`, draw.chance(25) ? (names[index] ?? `c${index}`) : `c${index}`, strict),
  )
  const { column: id, constraints: keys } = randomKey(draw, options.includes('ROWID'))
  const data = [id, ...plain]
  const columns = draw.chance(35) ? [...data, generatedColumn(draw, plain)] : data
  const part = (kind: string, count: number, make: typeof randomIndex) =>
    Array.from({ length: count }, (_, index) => make(draw, `${kind}_${index}`, columns))
  return {
    columns: draw.chance(20) ? [...columns.slice(1), id] : columns,
    constraints: [...keys, ...part('cs', draw.int(3), randomConstraint)],
    options,
    indexes: part('ix', draw.int(3), randomIndex),
    views: part('v', draw.int(2), randomView),
    triggers: part('tr', draw.int(3), randomTrigger),
    rows: draw.int(5),
    comments: draw.chance(40),
    lines: draw.chance(50),
  }
}

function randomKey(
  draw: Draw,
  withoutRowid: boolean,
): { readonly column: RandomColumn; readonly constraints: readonly RandomPart[] } {
  const column = (type: string, ...clauses: string[]): RandomColumn => ({
    key: 'id',
    name: 'id',
    type,
    clauses,
    holds: 'id',
  })
  const alone = (made: RandomColumn) => ({ column: made, constraints: [] })
  const byTable = {
    column: column('INTEGER', 'NOT NULL'),
    constraints: [
      { name: 'pk_customers', template: 'CONSTRAINT pk_customers PRIMARY KEY ({id})', uses: ['id'] },
    ],
  }
  if (withoutRowid) return draw.pick([alone(column('INTEGER', 'NOT NULL', 'PRIMARY KEY')), byTable])
  return draw.pick([
    alone(column('INTEGER', 'PRIMARY KEY')),
    alone(column('INTEGER', 'PRIMARY KEY AUTOINCREMENT')),
    alone(column('INTEGER', 'NOT NULL', 'PRIMARY KEY ON CONFLICT ABORT')),
    alone(column('INT', 'NOT NULL', 'PRIMARY KEY')),
    byTable,
  ])
}

function randomColumn(draw: Draw, key: string, name: string, strict: boolean): RandomColumn {
  const holds = draw.pick(['number', 'text', 'text', 'city', 'parent'] as const)
  const type = draw.pick(typesFor(holds, strict))
  const chosen = [
    draw.chance(30) &&
      holds !== 'parent' &&
      draw.pick(['NOT NULL', 'NOT NULL ON CONFLICT ABORT', `CONSTRAINT nn_${key} NOT NULL`]),
    draw.chance(30) && draw.pick(defaultsFor(holds)),
    holds === 'text' && draw.chance(20) && draw.pick(['COLLATE NOCASE', 'COLLATE "RTRIM"']),
    holds === 'city' && `REFERENCES cities (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED`,
    holds === 'parent' && `CONSTRAINT fk_${key} REFERENCES customers ({id}) ON DELETE CASCADE`,
    (holds === 'number' || holds === 'text') && draw.chance(10) && `UNIQUE ON CONFLICT ROLLBACK`,
    draw.chance(20) &&
      draw.pick([`CHECK (length({${key}}) < 100)`, `CONSTRAINT ck_${key} CHECK ({${key}} <> 'none')`]),
  ]
  return { key, name, type, clauses: chosen.filter(each => typeof each === 'string'), holds }
}

function typesFor(holds: RandomColumn['holds'], strict: boolean): readonly string[] {
  if (holds === 'text') return strict ? ['TEXT', 'ANY'] : ['TEXT', 'VARCHAR(20)', 'char varying (20)', '']
  return strict ? ['INTEGER', 'INT', 'ANY'] : ['INTEGER', 'bigint', 'NUMERIC(10, 2)', '']
}

function defaultsFor(holds: RandomColumn['holds']): readonly string[] {
  if (holds === 'text')
    return [`DEFAULT 'x, y'`, `DEFAULT ('a' || 'b')`, 'DEFAULT CURRENT_TIMESTAMP', 'DEFAULT NULL']
  return holds === 'parent'
    ? ['DEFAULT NULL']
    : ['DEFAULT 5', 'DEFAULT -1', 'DEFAULT (1 + 1)', 'DEFAULT NULL']
}

function generatedColumn(draw: Draw, columns: readonly RandomColumn[]): RandomColumn {
  const from = draw.pick(columns)
  const stored = draw.pick(['STORED', 'VIRTUAL'])
  const clause = draw.pick([
    `GENERATED ALWAYS AS (length({${from.key}})) ${stored}`,
    `AS ({${from.key}} || '!') ${stored}`,
  ])
  return {
    key: 'g',
    name: 'g',
    type: clause.includes('length') ? 'INTEGER' : 'TEXT',
    clauses: [clause],
    holds: 'generated',
  }
}

function randomConstraint(draw: Draw, name: string, columns: readonly RandomColumn[]): RandomPart {
  const [one, two] = draw.shuffle(columns.filter(({ holds }) => holds !== 'id'))
  const { key } = one ?? { key: 'id' }
  const named = draw.chance(60) ? name : undefined
  const prefix = named === undefined ? '' : `CONSTRAINT ${name} `
  const both = two ? [key, two.key] : [key]
  const city = columns.find(({ holds }) => holds === 'city')
  return draw.pick<RandomPart>([
    { name: named, template: `${prefix}CHECK ({${key}} IS NULL OR length({${key}}) < 1000)`, uses: [key] },
    {
      name: named,
      template: `${prefix}UNIQUE ({id}, {${both.join('}, {')}} ) ON CONFLICT FAIL`,
      uses: ['id', ...both],
    },
    city
      ? {
          name: named,
          template: `${prefix}FOREIGN KEY ({${city.key}}) REFERENCES cities (id) ON UPDATE CASCADE`,
          uses: [city.key],
        }
      : {
          name: named,
          template: `${prefix}CHECK (coalesce({${both.join('}, {')}}, 1) <> 'coalesce')`,
          uses: both,
        },
  ])
}

function randomIndex(draw: Draw, name: string, columns: readonly RandomColumn[]): RandomPart {
  const [one, two] = draw.shuffle(columns)
  const [a, b] = [one?.key ?? 'id', two?.key ?? 'id']
  return draw.pick<RandomPart>([
    { name, template: `CREATE INDEX ${name} ON customers ({${a}} DESC)`, uses: [a] },
    {
      name,
      template: `CREATE INDEX "${name}" ON customers (lower({${a}}), {${b}} COLLATE NOCASE)`,
      uses: [a, b],
    },
    {
      name,
      template: `CREATE INDEX ${name} ON customers ({${a}}) WHERE {${b}} IS NOT NULL /* some */`,
      uses: [a, b],
    },
    { name, template: `CREATE UNIQUE INDEX ${name} ON customers ({id}, {${a}})`, uses: ['id', a] },
  ])
}

function randomView(draw: Draw, name: string, columns: readonly RandomColumn[]): RandomPart {
  const { key } = draw.pick(columns)
  return draw.pick<RandomPart>([
    { name, template: `CREATE VIEW ${name} AS SELECT {id}, {${key}} FROM customers`, uses: ['id', key] },
    { name, template: `CREATE VIEW ${name} AS SELECT * FROM customers`, uses: [] },
    {
      name,
      template: `CREATE VIEW ${name} AS SELECT o.id AS number, c.{${key}} AS what FROM orders AS o JOIN customers AS c ON c.{id} = o.customer_id`,
      uses: ['id', key],
    },
  ])
}

function randomTrigger(draw: Draw, name: string, columns: readonly RandomColumn[]): RandomPart {
  const { key } = draw.pick(columns)
  const plainKeys = columns.filter(({ holds }) => holds === 'text' || holds === 'number' || holds === 'city')
  const written = plainKeys.length > 0 ? draw.pick(plainKeys) : { key: 'id' }
  const log = `BEGIN INSERT INTO log VALUES ('${name}'); END`
  return draw.pick<RandomPart>([
    {
      name,
      template: `CREATE TRIGGER ${name} AFTER INSERT ON customers BEGIN INSERT INTO log VALUES (new.{${key}}); END`,
      uses: [key],
    },
    {
      name,
      template: `CREATE TRIGGER ${name} BEFORE UPDATE OF {${key}} ON customers WHEN old.{id} > 0 ${log}`,
      uses: ['id', key],
    },
    { name, template: `CREATE TRIGGER ${name} AFTER DELETE ON customers ${log}`, uses: [] },
    {
      name,
      template: `CREATE TRIGGER ${name} AFTER INSERT ON orders BEGIN UPDATE customers SET {${written.key}} = {${written.key}} WHERE {id} = new.customer_id; END`,
      uses: ['id', written.key],
    },
  ])
}
