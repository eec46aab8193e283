CREATE TABLE orders (id integer PRIMARY KEY, code text UNIQUE, total integer CHECK (total > 0));
CREATE INDEX orders_total ON orders (total);
ALTER TABLE orders RENAME CONSTRAINT orders_pkey TO orders_key;
ALTER INDEX orders_code_key RENAME TO orders_code_unique;
ALTER TABLE orders RENAME CONSTRAINT orders_total_check TO orders_total_positive;
ALTER INDEX IF EXISTS nothing RENAME TO something;
ALTER TABLE orders_total RENAME TO orders_total_idx;
