-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, note text, created_at timestamptz NOT NULL DEFAULT now());
INSERT INTO orders SELECT n, 'note' FROM generate_series(1, 100) AS n;
-- What a build leaves behind that was cancelled: an index of that name that is not valid.
CREATE INDEX cancelled_idx ON orders (created_at DESC);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'cancelled_idx'::regclass;
UPDATE pg_class SET relname = 'orders_created_at_idx' WHERE relname = 'cancelled_idx';

-- migration (no transaction)
DROP INDEX CONCURRENTLY IF EXISTS orders_created_at_idx;
CREATE INDEX CONCURRENTLY orders_created_at_idx ON orders (created_at);
