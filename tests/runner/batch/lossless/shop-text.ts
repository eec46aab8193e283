/** The SQL of a random shop, and its rows. */
import type { RandomColumn, RandomPart, RandomShop } from './random-shop.ts'

/** A template with the names that the columns have. */
export function fill({ columns }: Pick<RandomShop, 'columns'>, template: string): string {
  return template.replace(/\{(\w+)\}/gu, (_, key: string) => written(columns.find(each => each.key === key)))
}

function written(column: RandomColumn | undefined): string {
  const name = column?.name ?? 'gone'
  return /^[a-z_]\w*$/u.test(name) && !['order', 'check', 'group'].includes(name) ? name : `"${name}"`
}

/** Columns and constraints as they are written, without comments. */
export function elements(shop: RandomShop): readonly string[] {
  const columns = shop.columns.map(column =>
    [written(column), column.type, ...column.clauses.map(each => fill(shop, each))]
      .filter(part => part !== '')
      .join(' '),
  )
  return [...columns, ...shop.constraints.map(({ template }) => fill(shop, template))]
}

/** The schema: customers, who live in cities, have parents and orders; a log that triggers write. */
export function schemaOf(shop: RandomShop): string {
  const { rows } = shop
  return `
CREATE TABLE cities (id INTEGER PRIMARY KEY, name TEXT);
${customersText(shop)};
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE ON UPDATE CASCADE, note TEXT);
CREATE TABLE log (line);
INSERT INTO cities SELECT value, 'city ' || value FROM json_each('[${Array.from({ length: 60 }, (_, index) => index).join(',')}]');
${Array.from({ length: rows }, (_, index) => insertRow(shop, index)).join('\n')}
${Array.from({ length: rows * 2 }, (_, index) => `INSERT INTO orders VALUES (${index}, ${1 + Math.floor(index / 2) * 3}, 'order ${index}');`).join('\n')}
${shop.columns.some(({ key, type }) => key === 'id' && type === 'INT') && !shop.options.includes('ROWID') ? 'UPDATE customers SET rowid = -rowid;' : ''}
${shop.rows > 2 ? 'DELETE FROM customers WHERE id = (SELECT max(id) FROM customers);' : ''}
${all(shop, shop.indexes)}
${all(shop, shop.views)}
${all(shop, shop.triggers)}`
}

function all(shop: RandomShop, parts: readonly RandomPart[]): string {
  return parts.map(({ template }) => `${fill(shop, template)};`).join('\n')
}

function customersText(shop: RandomShop): string {
  const parts = elements(shop)
  const gap = shop.lines ? '\n  ' : ' '
  const body = parts.map((part, index) => {
    const isLast = index === parts.length - 1
    const comma = isLast ? '' : ','
    if (!shop.comments) return `${gap}${part}${comma}`
    return index % 2 === 0
      ? `${gap}/* before ${index} */ ${part}${comma}`
      : `${gap}${part}${comma} -- behind ${index}\n`
  })
  return `CREATE TABLE customers (${body.join('')}${shop.lines ? '\n' : ''})${shop.options}`
}

function insertRow(shop: RandomShop, index: number): string {
  const columns = shop.columns.filter(({ holds }) => holds !== 'generated')
  const values = columns.map((column, place) => valueOf(column, index, place))
  return `INSERT INTO customers (${columns.map(written).join(', ')}) VALUES (${values.join(', ')});`
}

function valueOf({ holds, clauses }: RandomColumn, index: number, place: number): string {
  if (holds === 'id') return String(1 + index * 3)
  const mayBeNull = !clauses.some(each => each.includes('NOT NULL'))
  if (holds === 'parent') return index === 0 ? 'NULL' : String(1 + (index - 1) * 3)
  if (mayBeNull && (index + place) % 3 === 0) return 'NULL'
  return holds === 'text' ? `'text ${index} of ${place}'` : String(index * 10 + place)
}

/** The text without comments, quotes around names, and blanks that mean nothing. */
export function plain(sql: string): string {
  return sql
    .replace(/--[^\n]*\n|\/\*.*?\*\//gu, ' ')
    .replace(/"([^"]*)"/gu, '$1')
    .replace(/\s+/gu, ' ')
    .replace(/ ?([(),]) ?/gu, '$1')
    .trim()
}
