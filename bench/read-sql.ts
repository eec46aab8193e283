/** How much reading SQL costs over the bare parse: `npx jiti bench/read-sql.ts`. */
import { parseRaw } from '../src/sql/engine.ts'
import { readSql } from '../src/sql/read-sql.ts'
import { verbatim } from '../src/source/mapped-text.ts'
import { createSourceFile } from '../src/source/source-file.ts'

const TEMPLATES: readonly ((n: number) => string)[] = [
  n =>
    `CREATE TABLE orders_${n} (\n  id bigserial PRIMARY KEY,\n  customer_id bigint NOT NULL REFERENCES customers (id) ON DELETE CASCADE,\n  total numeric(10,2) NOT NULL DEFAULT 0 CHECK (total >= 0),\n  state varchar(20) DEFAULT 'new',\n  made timestamptz NOT NULL DEFAULT now()\n)`,
  n => `ALTER TABLE orders ADD COLUMN note_${n} text, ALTER COLUMN state SET NOT NULL`,
  n => `CREATE INDEX CONCURRENTLY orders_${n}_idx ON orders (customer_id, made DESC) WHERE state <> 'done'`,
  n =>
    `ALTER TABLE orders ADD CONSTRAINT fk_${n} FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID`,
  n => `ALTER TABLE orders VALIDATE CONSTRAINT fk_${n}`,
  n => `UPDATE orders SET state = 'paid' WHERE id BETWEEN ${n} AND ${n + 1000} AND state = 'new'`,
  n => `DROP INDEX IF EXISTS orders_${n}_idx`,
  n => `INSERT INTO settings (name, value) VALUES ('key_${n}', 'value'), ('other_${n}', 'more')`,
  n => `COMMENT ON COLUMN orders.note_${n} IS 'What the customer said'`,
  () => `SET lock_timeout = '5s'`,
]

const statements = Array.from({ length: 5000 }, (_, n) => TEMPLATES[n % TEMPLATES.length]?.(n) ?? '')
const joined = statements.map(statement => `-- step\n${statement};\n`).join('\n')

function readAll(texts: readonly string[]): void {
  for (const text of texts) {
    readSql(verbatim(createSourceFile('a.sql', text)), { sending: 'apart', statement: 0, roundTrip: 0 })
  }
}

function parseAll(texts: readonly string[]): void {
  for (const text of texts) {
    const raw = parseRaw(text)
    if (raw.kind === 'json') JSON.parse(raw.json)
  }
}

function milliseconds(run: () => void): number {
  const start = performance.now()
  run()
  return performance.now() - start
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

for (const [name, texts] of [
  ['5,000 statements, each a text', statements],
  ['5,000 statements in one text', [joined]],
] as const) {
  const parse: number[] = []
  const read: number[] = []
  for (let round = 0; round < 5; round++) {
    parse.push(milliseconds(() => parseAll(texts)))
    read.push(milliseconds(() => readAll(texts)))
  }
  const [bare, total] = [median(parse), median(read)]
  const figures = `parse ${bare.toFixed(0)} ms, readSql ${total.toFixed(0)} ms, ratio ${(total / bare).toFixed(2)}`
  process.stdout.write(`${name}: ${figures}\n`)
}
