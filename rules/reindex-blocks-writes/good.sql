-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, note text, created_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX orders_created_at_idx ON orders (created_at);
INSERT INTO orders SELECT n, 'note' FROM generate_series(1, 100) AS n;

-- migration (no transaction)
REINDEX INDEX CONCURRENTLY orders_created_at_idx;
