-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, note text, created_at timestamptz NOT NULL DEFAULT now());
INSERT INTO orders SELECT n, 'note' FROM generate_series(1, 100) AS n;

-- migration (no transaction)
SET lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN source text;
SET lock_timeout = 0;
CREATE INDEX CONCURRENTLY orders_created_at_idx ON orders (created_at);
