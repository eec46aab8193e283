-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(10, 2) NOT NULL);
INSERT INTO orders SELECT n, n FROM generate_series(1, 100) AS n;

-- migration (no transaction)
SET lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN note text;
RESET lock_timeout;
DROP INDEX CONCURRENTLY IF EXISTS orders_note_idx;
CREATE INDEX CONCURRENTLY orders_note_idx ON orders (note);
